using Confluent.Kafka;
using Moderation.Core.Wire;

namespace Moderation.Api.Enforcement;

internal static partial class Log
{
    [LoggerMessage(EventId = 6301, Level = LogLevel.Warning, Message = "{Position} cannot be used ({Reason}): {Detail}")]
    public static partial void RecordPassedOver(this ILogger logger, TopicPartitionOffset position, DeadLetterReason reason, string detail);

    [LoggerMessage(EventId = 6302, Level = LogLevel.Warning, Message = "Switch over {Key} is set to {Mode}, lifting: {Lift}, until {Until:O}")]
    public static partial void ControlSet(this ILogger logger, string key, ControlMode mode, bool lift, DateTimeOffset? until);

    [LoggerMessage(EventId = 6303, Level = LogLevel.Information, Message = "Order {ActionId} is taken back by {ReversalId}")]
    public static partial void OrderReversed(this ILogger logger, string actionId, string reversalId);

    [LoggerMessage(EventId = 6304, Level = LogLevel.Warning, Message = "A webhook with receipts is not believed: {Fault}")]
    public static partial void WebhookRefused(this ILogger logger, Core.Enforcement.WebhookFault fault);

    [LoggerMessage(EventId = 6305, Level = LogLevel.Warning, Message = "Switch over {Key}, set to {Mode} at {At:O}, was not on its topic any more and is told again")]
    public static partial void ControlToldAgain(this ILogger logger, string key, ControlMode mode, DateTimeOffset at);

    [LoggerMessage(EventId = 6306, Level = LogLevel.Warning, Message = "Whether the topic lost any switch is not known yet, trying again: {Reason}")]
    public static partial void RecoveryAwaited(this ILogger logger, string reason);
}
