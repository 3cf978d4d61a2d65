using Moderation.Core.Subjects;

namespace Moderation.Worker.Enforcement;

internal static partial class Log
{
    [LoggerMessage(EventId = 6001, Level = LogLevel.Information, Message = "Enforcement taken over: {Open} open orders known after {Seconds:0.000} s, {Restrictions} lives corrected")]
    public static partial void TakenOver(this ILogger logger, int open, double seconds, int restrictions);

    [LoggerMessage(EventId = 6002, Level = LogLevel.Information, Message = "Enforcement given up: the log of orders was given to another process, or this one stops")]
    public static partial void GivenUp(this ILogger logger);

    [LoggerMessage(EventId = 6003, Level = LogLevel.Warning, Message = "This process stood still for {Gap}; nothing is sent for the length of a session, because another may have taken over")]
    public static partial void StoodStill(this ILogger logger, TimeSpan gap);

    [LoggerMessage(EventId = 6004, Level = LogLevel.Information, Message = "Order {ActionId} on live {LiveId} released: {Kind} by {Policy}")]
    public static partial void Released(this ILogger logger, ActionId actionId, LiveId liveId, string kind, string policy);

    [LoggerMessage(EventId = 6005, Level = LogLevel.Information, Message = "Reversal {ActionId} of order {Reversed} on live {LiveId} released: {Kind}, {Reason}")]
    public static partial void ReversalReleased(this ILogger logger, ActionId actionId, ActionId? reversed, LiveId liveId, string kind, string reason);

    [LoggerMessage(EventId = 6006, Level = LogLevel.Warning, Message = "Order {ActionId} on live {LiveId} held for a person: {Kind} by {Policy}, {Reason}")]
    public static partial void Held(this ILogger logger, ActionId actionId, LiveId liveId, string kind, string policy, string reason);

    [LoggerMessage(EventId = 6007, Level = LogLevel.Information, Message = "Order {ActionId} on live {LiveId} not sent: {Kind} by {Policy}, {Reason}")]
    public static partial void Suppressed(this ILogger logger, ActionId actionId, LiveId liveId, string kind, string policy, string reason);

    [LoggerMessage(EventId = 6008, Level = LogLevel.Information, Message = "Order {ActionId} on live {LiveId} applied after {Attempts} attempts: {Kind}")]
    public static partial void Applied(this ILogger logger, ActionId actionId, LiveId liveId, int attempts, string kind);

    [LoggerMessage(EventId = 6009, Level = LogLevel.Information, Message = "Order {ActionId} on live {LiveId} ended: {Kind}, {Reason}")]
    public static partial void Ended(this ILogger logger, ActionId actionId, LiveId liveId, string kind, string reason);

    [LoggerMessage(EventId = 6010, Level = LogLevel.Warning, Message = "Order {ActionId} on live {LiveId} refused by the platform: {Kind} by {Policy}; its words are in the dispatch")]
    public static partial void Refused(this ILogger logger, ActionId actionId, LiveId liveId, string kind, string policy);

    [LoggerMessage(EventId = 6011, Level = LogLevel.Warning, Message = "Order {ActionId} on live {LiveId} is not answered since {ReleasedAt}: {Kind}, {Attempts} attempts, goes on")]
    public static partial void Unanswered(this ILogger logger, ActionId actionId, LiveId liveId, DateTimeOffset? releasedAt, string kind, int attempts);

    [LoggerMessage(EventId = 6012, Level = LogLevel.Error, Message = "The breaker of {Kind} has tripped at order {ActionId} by {Policy}: further unconfirmed ones wait for people")]
    public static partial void BreakerTripped(this ILogger logger, string kind, ActionId actionId, string policy);

    [LoggerMessage(EventId = 6013, Level = LogLevel.Information, Message = "The breaker of {Kind} is closed again")]
    public static partial void BreakerClosed(this ILogger logger, string kind);

    [LoggerMessage(EventId = 6014, Level = LogLevel.Warning, Message = "Switch over {Switch} set to {Mode} until {Until}, what is in force is lifted: {Lift}")]
    public static partial void SwitchSet(this ILogger logger, string @switch, string mode, DateTimeOffset? until, bool lift);

    [LoggerMessage(EventId = 6015, Level = LogLevel.Error, Message = "Record {Source} cannot be used: {Detail}")]
    public static partial void Unusable(this ILogger logger, RecordRef source, string detail);

    [LoggerMessage(EventId = 6016, Level = LogLevel.Warning, Message = "Somebody else wrote {Source} while this process enforces: written over, up to a few times")]
    public static partial void Stranger(this ILogger logger, RecordRef source);

    [LoggerMessage(EventId = 6017, Level = LogLevel.Warning, Message = "Enforcement runs dry, as Enforcement:DryRun says: orders are written down and none is sent")]
    public static partial void RunsDry(this ILogger logger);

    [LoggerMessage(EventId = 6018, Level = LogLevel.Warning, Message = "Edge {Edge}: order {ActionId}, attempt {Attempt}, not delivered: {Why}")]
    public static partial void NotDelivered(this ILogger logger, string edge, ActionId actionId, int attempt, string why);

    [LoggerMessage(EventId = 6019, Level = LogLevel.Information, Message = "Edge {Edge} brings {Kinds} to {Where}")]
    public static partial void EdgeReady(this ILogger logger, string edge, string kinds, string where);
}
