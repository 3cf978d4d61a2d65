namespace Moderation.Api.Evidence.Vault;

internal static partial class Log
{
    [LoggerMessage(EventId = 4101, Level = LogLevel.Information, Message = "Evidence of case {CaseId} was erased: {Items} files; preserved by a hold: {IsPreserved}")]
    public static partial void Erased(this ILogger logger, string caseId, int items, bool isPreserved);

    [LoggerMessage(EventId = 4102, Level = LogLevel.Error, Message = "Evidence cannot be opened: {Reason}")]
    public static partial void EvidenceDamaged(this ILogger logger, string reason);

    [LoggerMessage(EventId = 4103, Level = LogLevel.Error, Message = "How long case {CaseId} is kept cannot be read: {Reason}")]
    public static partial void CaseUnreadable(this ILogger logger, string caseId, string reason);

    [LoggerMessage(EventId = 4105, Level = LogLevel.Information, Message = "{Count} cases are under other master keys than the current one, {KeyId}")]
    public static partial void CasesUnderOtherKeys(this ILogger logger, long count, string keyId);

    [LoggerMessage(EventId = 4106, Level = LogLevel.Information, Message = "Rotation of master keys goes on: {Looked} cases looked at, {Rewrapped} keys rewrapped, {Failed} failed")]
    public static partial void RotationGoesOn(this ILogger logger, long looked, long rewrapped, long failed);

    [LoggerMessage(EventId = 4107, Level = LogLevel.Error, Message = "The key of case {CaseId} stays under its master key: {Reason}")]
    public static partial void KeyNotRewrapped(this ILogger logger, string caseId, string reason);

    [LoggerMessage(EventId = 4108, Level = LogLevel.Error, Message = "Rotation of master keys stopped, and goes on when it is asked again: {Reason}")]
    public static partial void RotationStopped(this ILogger logger, string reason);

    [LoggerMessage(EventId = 4109, Level = LogLevel.Warning, Message = "Rotation of master keys is done and waits to be written down: {Reason}")]
    public static partial void RotationAwaitsAudit(this ILogger logger, string reason);

    [LoggerMessage(EventId = 4110, Level = LogLevel.Information, Message = "Rotation of master keys ended: {Looked} cases looked at, {Rewrapped} keys rewrapped, {Failed} failed")]
    public static partial void Rotated(this ILogger logger, long looked, long rewrapped, long failed);

    [LoggerMessage(EventId = 4104, Level = LogLevel.Warning, Message = "Looking for evidence whose time is over was interrupted and will go on: {Reason}")]
    public static partial void SweepInterrupted(this ILogger logger, string reason);
}
