using Confluent.Kafka;
using Moderation.Core.Wire;

namespace Moderation.Api.Projections;

internal static partial class Log
{
    [LoggerMessage(EventId = 10201, Level = LogLevel.Information, Message = "Partitions assigned: {Count} more, {Total} in all")]
    public static partial void PartitionsAssigned(this ILogger logger, int count, int total);

    [LoggerMessage(EventId = 10202, Level = LogLevel.Information, Message = "Partitions revoked: {Count}, {Total} left")]
    public static partial void PartitionsRevoked(this ILogger logger, int count, int total);

    [LoggerMessage(EventId = 10203, Level = LogLevel.Warning, Message = "{Partition} was read up to {Stored} but ends at {End}: the topic was made anew, reading from its beginning")]
    public static partial void PartitionRestarted(this ILogger logger, TopicPartition partition, long stored, long end);

    [LoggerMessage(EventId = 10204, Level = LogLevel.Warning, Message = "Another Kafka cluster answers at the address now; joining its group")]
    public static partial void ClusterReplaced(this ILogger logger);

    [LoggerMessage(EventId = 10205, Level = LogLevel.Warning, Message = "A topic is missing, looking again: {Reason}")]
    public static partial void TopicMissing(this ILogger logger, string reason);

    [LoggerMessage(EventId = 10206, Level = LogLevel.Warning, Message = "{Position} cannot be used ({Reason}): {Detail}")]
    public static partial void RecordRefused(this ILogger logger, TopicPartitionOffset position, DeadLetterReason reason, string detail);

    [LoggerMessage(EventId = 10207, Level = LogLevel.Warning, Message = "Batch of {Count} failed, again in {DelayMs} ms: {Reason}")]
    public static partial void BatchRetried(this ILogger logger, int count, double delayMs, string reason);

    [LoggerMessage(EventId = 10208, Level = LogLevel.Error, Message = "Projection stopped ({Cause}) and will go on from the database's offsets: {Reason}")]
    public static partial void SessionFailed(this ILogger logger, string cause, string reason, Exception? exception);

    [LoggerMessage(EventId = 10209, Level = LogLevel.Warning, Message = "Dead letter for {Topic}/{Partition}@{RecordOffset} not published yet: {Reason}")]
    public static partial void DeadLetterFailed(this ILogger logger, string topic, int partition, long recordOffset, string reason);

    [LoggerMessage(EventId = 10210, Level = LogLevel.Warning, Message = "Kafka client: {Code} {Reason}")]
    public static partial void ClientError(this ILogger logger, ErrorCode code, string reason);

    [LoggerMessage(EventId = 10211, Level = LogLevel.Debug, Message = "Kafka client [{Facility}]: {Text}")]
    public static partial void ClientMessage(this ILogger logger, string facility, string text);

    [LoggerMessage(EventId = 10212, Level = LogLevel.Warning, Message = "Following {Topics} is interrupted, trying again: {Reason}")]
    public static partial void FollowingInterrupted(this ILogger logger, string topics, string reason);
}
