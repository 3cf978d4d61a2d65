using Confluent.Kafka;

namespace Moderation.Worker.Evidence;

internal static partial class Log
{
    [LoggerMessage(EventId = 4001, Level = LogLevel.Information, Message = "Evidence of report {ReportId} in case {CaseId}: {Fate}, {Kept} kept, {Gone} gone")]
    public static partial void Captured(this ILogger logger, string reportId, string caseId, CaptureFate fate, int kept, int gone);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Warning, Message = "What report {ReportId} cites cannot be read now and is tried again: {Code} {Reason}")]
    public static partial void CitedUnreadable(this ILogger logger, string reportId, ErrorCode code, string reason);

    [LoggerMessage(EventId = 4003, Level = LogLevel.Error, Message = "The vault cannot be written for report {ReportId}, and it is tried again: {Reason}")]
    public static partial void VaultFails(this ILogger logger, string reportId, string reason);

    [LoggerMessage(EventId = 4004, Level = LogLevel.Error, Message = "Evidence of report {ReportId} is not stored: {Reason}")]
    public static partial void CaseLocked(this ILogger logger, string reportId, string reason);
}
