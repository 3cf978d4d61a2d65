namespace Moderation.Api.Review.Audit;

internal static partial class Log
{
    [LoggerMessage(EventId = 8901, Level = LogLevel.Warning, Message = "Sealing the audit log is interrupted and will go on: {Reason}")]
    public static partial void SealingInterrupted(this ILogger logger, string reason, Exception? exception);

    [LoggerMessage(EventId = 8902, Level = LogLevel.Critical, Message = "The audit log is not whole at entry {Seq}: {Text}")]
    public static partial void AuditFaulty(this ILogger logger, long seq, string text);
}
