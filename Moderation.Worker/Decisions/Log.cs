using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Worker.Decisions;

internal static partial class Log
{
    [LoggerMessage(EventId = 5001, Level = LogLevel.Information, Message = "Report {ReportId} on live {LiveId}: {Policy}, rung {Rung}")]
    public static partial void Reported(this ILogger logger, ReportId reportId, LiveId liveId, string policy, string rung);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Information, Message = "Action {ActionId} on live {LiveId}: {Kind} by {Policy}, rung {Rung}")]
    public static partial void Ordered(this ILogger logger, ActionId actionId, LiveId liveId, ActionKind kind, string policy, string rung);

    [LoggerMessage(EventId = 5003, Level = LogLevel.Information, Message = "Decision {DecisionId} on live {LiveId}: {Policy} ({Stage}), rung {Rung}, {Effect}")]
    public static partial void Decided(this ILogger logger, DecisionId decisionId, LiveId liveId, string policy, string stage, string rung, string effect);

    [LoggerMessage(EventId = 5004, Level = LogLevel.Information, Message = "Policy {Policy}, revision {Revision}, decides with {Count} versions from {Marker} on")]
    public static partial void PolicyDecides(this ILogger logger, string policy, long revision, int count, RecordRef marker);

    [LoggerMessage(EventId = 5005, Level = LogLevel.Error, Message = "Sheet {SheetHash} of policy {Policy} is not used, what decided before goes on deciding: {Fault}")]
    public static partial void SheetRefused(this ILogger logger, string policy, string sheetHash, string fault);

    [LoggerMessage(EventId = 5006, Level = LogLevel.Error, Message = "Policy record {Source} cannot be used: {Detail}")]
    public static partial void PolicyUnusable(this ILogger logger, RecordRef source, string detail);

    [LoggerMessage(EventId = 5007, Level = LogLevel.Warning, Message = "Policy {Policy}, sheet {SheetHash}, has passed its guard {Guard}: its orders wait for people until {Until}, from {Marker} on")]
    public static partial void GuardPassed(this ILogger logger, string policy, string sheetHash, GuardKind guard, DateTimeOffset until, RecordRef marker);

    [LoggerMessage(EventId = 5008, Level = LogLevel.Warning, Message = "Standing record {Source} cannot be used: {Detail}")]
    public static partial void StandingUnusable(this ILogger logger, RecordRef source, string detail);

    [LoggerMessage(EventId = 5009, Level = LogLevel.Information, Message = "Partition {Partition}: read {Lives} lives back, as of entry {Offset}")]
    public static partial void Restored(this ILogger logger, int partition, int lives, long offset);

    [LoggerMessage(EventId = 5010, Level = LogLevel.Warning, Message = "Partition {Partition}: snapshots not used, the log is read from its beginning: {Why}")]
    public static partial void SnapshotsUnusable(this ILogger logger, int partition, string why);

    [LoggerMessage(EventId = 5011, Level = LogLevel.Error, Message = "The memory of live {LiveId} has grown to {ByteCount} bytes and cannot be written down; a restart reads more of the log")]
    public static partial void SnapshotTooLarge(this ILogger logger, LiveId liveId, int byteCount);
}
