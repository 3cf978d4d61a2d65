namespace Moderation.Api.Evidence.Vault;

internal static partial class Log
{
    [LoggerMessage(EventId = 4101, Level = LogLevel.Information, Message = "Evidence of case {CaseId} was erased: {Items} files; preserved by a hold: {IsPreserved}")]
    public static partial void Erased(this ILogger logger, string caseId, int items, bool isPreserved);

    [LoggerMessage(EventId = 4102, Level = LogLevel.Error, Message = "Evidence cannot be opened: {Reason}")]
    public static partial void EvidenceDamaged(this ILogger logger, string reason);

    [LoggerMessage(EventId = 4103, Level = LogLevel.Error, Message = "How long case {CaseId} is kept cannot be read: {Reason}")]
    public static partial void CaseUnreadable(this ILogger logger, string caseId, string reason);

    [LoggerMessage(EventId = 4104, Level = LogLevel.Warning, Message = "Looking for evidence whose time is over was interrupted and will go on: {Reason}")]
    public static partial void SweepInterrupted(this ILogger logger, string reason);
}
