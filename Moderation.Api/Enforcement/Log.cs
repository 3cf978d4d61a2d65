using Confluent.Kafka;
using Moderation.Core.Wire;

namespace Moderation.Api.Enforcement;

internal static partial class Log
{
    [LoggerMessage(EventId = 6201, Level = LogLevel.Warning, Message = "{Position} cannot be used ({Reason}): {Detail}")]
    public static partial void RecordPassedOver(this ILogger logger, TopicPartitionOffset position, DeadLetterReason reason, string detail);

    [LoggerMessage(EventId = 6202, Level = LogLevel.Warning, Message = "Switch over {Key} is set to {Mode}, lifting: {Lift}, until {Until}")]
    public static partial void ControlSet(this ILogger logger, string key, ControlMode mode, bool lift, DateTimeOffset? until);

    [LoggerMessage(EventId = 6203, Level = LogLevel.Information, Message = "Order {ActionId} is taken back by {ReversalId}")]
    public static partial void OrderReversed(this ILogger logger, string actionId, string reversalId);

    [LoggerMessage(EventId = 6204, Level = LogLevel.Warning, Message = "A webhook with receipts is not believed: {Fault}")]
    public static partial void WebhookRefused(this ILogger logger, Core.Enforcement.WebhookFault fault);
}
