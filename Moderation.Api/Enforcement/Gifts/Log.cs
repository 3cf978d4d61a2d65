using Confluent.Kafka;
using Moderation.Core.Wire;

namespace Moderation.Api.Enforcement.Gifts;

internal static partial class Log
{
    [LoggerMessage(EventId = 6201, Level = LogLevel.Information, Message = "Gifts: what is in force has been read: {Lives} lives")]
    public static partial void RestrictionsLoaded(this ILogger logger, int lives);

    [LoggerMessage(EventId = 6202, Level = LogLevel.Warning, Message = "Gifts: reading is interrupted and begins again: {Reason}")]
    public static partial void FeedInterrupted(this ILogger logger, string reason, Exception? exception);

    [LoggerMessage(EventId = 6203, Level = LogLevel.Warning, Message = "Gifts: {Position} cannot be used ({Reason}): {Detail}")]
    public static partial void RecordRefused(this ILogger logger, TopicPartitionOffset position, DeadLetterReason reason, string detail);

    [LoggerMessage(EventId = 6204, Level = LogLevel.Warning, Message = "Gifts: the broker did not take the hold of gift {GiftId} in {LiveId}: {Reason}")]
    public static partial void HoldNotWritten(this ILogger logger, string giftId, string liveId, string reason);

    [LoggerMessage(EventId = 6205, Level = LogLevel.Information, Message = "Gifts: {Count} held gifts settled")]
    public static partial void GiftsSettled(this ILogger logger, int count);

    [LoggerMessage(EventId = 6206, Level = LogLevel.Warning, Message = "Gifts: settling is interrupted and will go on from the database: {Reason}")]
    public static partial void SettlingInterrupted(this ILogger logger, string reason, Exception? exception);

    [LoggerMessage(EventId = 6207, Level = LogLevel.Warning, Message = "Kafka client: {Code} {Reason}")]
    public static partial void ClientError(this ILogger logger, ErrorCode code, string reason);

    [LoggerMessage(EventId = 6208, Level = LogLevel.Debug, Message = "Kafka client [{Facility}]: {Text}")]
    public static partial void ClientMessage(this ILogger logger, string facility, string text);
}
