using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Moderation.Core.Enforcement;
using Moderation.Core.Wire;

namespace Moderation.Tests.Support;

/// <summary>Whole, valid records of what enforcement says and is told; tests change what matters to them.</summary>
internal static class DispatchRecords
{
    /// <summary>What became of an order; released and all that follows as of a second after it was ordered.</summary>
    public static DispatchRecord Dispatch(ActionRecord order, DispatchState state, long revision = 1, DispatchReason? reason = null)
    {
        var isSent = state is not (DispatchState.Held or DispatchState.Suppressed);
        return new DispatchRecord
        {
            V = 1,
            Order = order,
            State = state,
            Reason = reason,
            ReceivedAt = order.OrderedAt,
            ReleasedAt = isSent ? order.OrderedAt.AddSeconds(1) : null,
            AppliedAt = state == DispatchState.Applied ? order.OrderedAt.AddSeconds(2) : null,
            EndedAt = state is DispatchState.Ended or DispatchState.Refused ? order.OrderedAt.AddSeconds(60) : null,
            Attempts = isSent ? 1 : 0,
            Detail = state == DispatchState.Refused ? "no such live" : null,
            Revision = revision,
        };
    }

    public static ControlRecord Control(ControlMode mode, DateTimeOffset at, ControlScope scope = ControlScope.Everything, string? name = null) => new()
    {
        V = 1, Scope = scope, Name = name, Mode = mode, At = at, Actor = "ann", Note = "a test",
    };

    public static EnforcementStateRecord State(DateTimeOffset at, params IReadOnlyList<ControlRecord> controls) => new()
    {
        V = 1, At = at, Held = 3, Unanswered = 2, Overdue = 1, InForce = 17, Controls = controls,
        Breakers = [new TrippedBreaker(ActionKind.CutLive, at.AddMinutes(-1), at.AddMinutes(14), 5)],
    };

    public static Task SendAsync(this MockKafka kafka, DispatchRecord record) =>
        kafka.SendAsync(TopicNames.Dispatches, record.Order.ActionId.Value, record, WireJson.Default.DispatchRecord);

    public static Task SendAsync(this MockKafka kafka, ActionRecord order) => kafka.SendAsync(TopicNames.Orders, order.LiveId.Value, order, WireJson.Default.ActionRecord);

    public static Task SendAsync(this MockKafka kafka, ControlRecord control) => kafka.SendAsync(TopicNames.Controls, control.ToKey(), control, WireJson.Default.ControlRecord);

    public static Task SendAsync(this MockKafka kafka, EnforcementStateRecord state) =>
        kafka.SendAsync(TopicNames.EnforcementState, EnforcementStateRecord.Key, state, WireJson.Default.EnforcementStateRecord);

    /// <summary>The first so many records of a topic.</summary>
    public static IReadOnlyList<T> Read<T>(this MockKafka kafka, string topic, int count, JsonTypeInfo<T> type)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return [.. kafka.Read(topic, count, deadline.Token).Select(value => JsonSerializer.Deserialize(value!, type)!)];
    }

    /// <summary>What the pure dispatcher makes of records, told one after the other at one time.</summary>
    public static IReadOnlyList<DispatchRecord> Follow(DateTimeOffset now, params IReadOnlyList<object> told)
    {
        var dispatcher = new Dispatcher(new DispatchRules());
        return
        [
            .. told.SelectMany(record => record switch
            {
                ActionRecord order => dispatcher.Take(order, now).Changed,
                ControlRecord control => dispatcher.Take(control, now).Changed,
                ActionReceiptRecord receipt => dispatcher.Take(receipt, now).Changed,
                _ => throw new ArgumentOutOfRangeException(nameof(told), record.GetType().Name, "not told to a dispatcher"),
            }),
        ];
    }
}
