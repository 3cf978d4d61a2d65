namespace Moderation.Api.Review.Appeals;

internal static partial class Log
{
    [LoggerMessage(EventId = 8101, Level = LogLevel.Warning, Message = "The evidence of {CaseId} cannot be kept for its appeal: {Reason}")]
    public static partial void EvidenceNotKept(this ILogger logger, string caseId, string reason);
}
