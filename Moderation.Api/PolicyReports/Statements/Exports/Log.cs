namespace Moderation.Api.PolicyReports.Statements.Exports;

internal static partial class Log
{
    [LoggerMessage(EventId = 9030, Level = LogLevel.Information, Message = "Export {ExportId} written: {Statements} statements, {LeftOut} orders left out")]
    public static partial void ExportWritten(this ILogger logger, string exportId, int statements, int leftOut);

    [LoggerMessage(EventId = 9031, Level = LogLevel.Warning, Message = "Export {ExportId} failed: {Reason}")]
    public static partial void ExportFailed(this ILogger logger, string exportId, string reason, Exception? exception);

    [LoggerMessage(EventId = 9032, Level = LogLevel.Warning, Message = "Exports of statements wait: {Reason}")]
    public static partial void ExportsInterrupted(this ILogger logger, string reason, Exception? exception);
}
