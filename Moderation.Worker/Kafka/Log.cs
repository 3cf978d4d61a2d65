using Confluent.Kafka;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Worker.Kafka;

internal static partial class Log
{
    [LoggerMessage(EventId = 10001, Level = LogLevel.Information, Message = "{Loop}: given partitions {Partitions}, owns {Count}")]
    public static partial void Assigned(this ILogger logger, string loop, PartitionList partitions, int count);

    [LoggerMessage(EventId = 10002, Level = LogLevel.Information, Message = "{Loop}: gave up partitions {Partitions}, owns {Count}")]
    public static partial void Revoked(this ILogger logger, string loop, PartitionList partitions, int count);

    [LoggerMessage(EventId = 10003, Level = LogLevel.Warning, Message = "{Loop}: lost partitions {Partitions}, owns {Count}; what was in hand is delivered again")]
    public static partial void Lost(this ILogger logger, string loop, PartitionList partitions, int count);

    [LoggerMessage(EventId = 10004, Level = LogLevel.Warning, Message = "{Loop}: partition {Partition} left with unfinished work, which is delivered again")]
    public static partial void LeftUnfinished(this ILogger logger, string loop, int partition);

    [LoggerMessage(EventId = 10005, Level = LogLevel.Warning, Message = "{Loop}: commit failed, will be repeated: {Code} {Reason}")]
    public static partial void CommitFailed(this ILogger logger, string loop, ErrorCode code, string reason);

    [LoggerMessage(EventId = 10006, Level = LogLevel.Warning, Message = "{Loop}: reading {Topic} failed, going on: {Code} {Reason}")]
    public static partial void ConsumeFailed(this ILogger logger, string loop, string topic, ErrorCode code, string reason);

    [LoggerMessage(EventId = 10007, Level = LogLevel.Warning, Message = "{Loop}: committed offsets unknown, asking again: {Code} {Reason}")]
    public static partial void PositionsUnknown(this ILogger logger, string loop, ErrorCode code, string reason);

    [LoggerMessage(EventId = 10008, Level = LogLevel.Information, Message = "{Loop}: stopped")]
    public static partial void LoopStopped(this ILogger logger, string loop);

    [LoggerMessage(EventId = 10009, Level = LogLevel.Warning, Message = "{Client}: {Code} {Reason}")]
    public static partial void ClientError(this ILogger logger, string client, ErrorCode code, string reason);

    [LoggerMessage(EventId = 10010, Level = LogLevel.Debug, Message = "{Client}: {Facility} {Text}")]
    public static partial void Client(this ILogger logger, string client, string facility, string text);

    [LoggerMessage(EventId = 10011, Level = LogLevel.Information, Message = "Dead letter for {Source} from {Stage}: {Reason}, {Detail}")]
    public static partial void DeadLettered(this ILogger logger, RecordRef source, string stage, DeadLetterReason reason, string detail);

    [LoggerMessage(EventId = 10012, Level = LogLevel.Warning, Message = "{Topic}: not there yet, asking again: {Code}")]
    public static partial void TopicMissing(this ILogger logger, string topic, ErrorCode code);

    [LoggerMessage(EventId = 10013, Level = LogLevel.Warning, Message = "{Loop}: its consumer did not let itself be closed; the group will notice by itself")]
    public static partial void GroupNotLeft(this ILogger logger, string loop);
}
