using System.Text.Json;
using Moderation.Core.Decisions;
using Moderation.Core.Wire;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Decisions;

/// <summary>Sends what a decider said about one signal. The signal stays held until all of it is acknowledged.</summary>
internal sealed class DecisionPublisher(IRecordPublisher publisher, DecisionMetrics metrics, ILogger<DecisionPublisher> log)
{
    /// <remarks>Decisions go first and reports before actions, because an action names both.</remarks>
    public void Publish(HeldRecord signal, in LiveOutcome outcome, LiveStateRecord? state)
    {
        using var activity = TraceContext.Start("decide", signal.Headers);
        var trace = TraceContext.Next(activity, signal.Headers);
        foreach (var decision in outcome.Decisions)
        {
            Send(TopicNames.Decisions, JsonSerializer.SerializeToUtf8Bytes(decision, WireJson.Default.DecisionRecord), trace, signal);
            var (stage, effect) = (WireWord.From(decision.Stage), WireWord.From(decision.Effect));
            metrics.Decisions.Add(
                1, new KeyValuePair<string, object?>("policy", decision.Policy.Name), new KeyValuePair<string, object?>("stage", stage), new KeyValuePair<string, object?>("effect", effect));
            log.Decided(decision.DecisionId, decision.LiveId, decision.Policy.Name, stage, decision.Rung, effect);
        }

        foreach (var report in outcome.Reports)
        {
            Send(TopicNames.Reports, JsonSerializer.SerializeToUtf8Bytes(report, WireJson.Default.ReportRecord), trace, signal);
            metrics.Reports.Add(1, new KeyValuePair<string, object?>("policy", report.Policy.Name), new KeyValuePair<string, object?>("rung", report.Rung));
            log.Reported(report.ReportId, report.LiveId, report.Policy.Name, report.Rung);
        }

        foreach (var action in outcome.Actions)
        {
            Send(TopicNames.Orders, JsonSerializer.SerializeToUtf8Bytes(action, WireJson.Default.ActionRecord), trace, signal);
            metrics.Actions.Add(1, new KeyValuePair<string, object?>("kind", JsonNamingPolicy.SnakeCaseLower.ConvertName(action.Kind.ToString())));
            log.Ordered(action.ActionId, action.LiveId, action.Kind, action.Policy.Name, action.Rung);
        }

        if (state is null)
            return;
        Send(TopicNames.LiveState, JsonSerializer.SerializeToUtf8Bytes(state, WireJson.Default.LiveStateRecord), trace, signal);
        metrics.States.Add(1);
    }

    private void Send(string topic, byte[] value, byte[]? trace, HeldRecord because) =>
        publisher.Publish(new OutgoingRecord(topic, because.Key, value, trace), because);
}
