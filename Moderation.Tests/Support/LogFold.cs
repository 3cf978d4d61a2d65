using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Confluent.Kafka;
using Moderation.Core.Decisions;
using Moderation.Core.Policies;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Tests.Support;

/// <summary>What follows from a log: folded in memory, in one go, by nobody who could be interrupted.</summary>
internal sealed class LogFold
{
    private readonly DeciderRules _rules = LiveSignals.Rules();
    private readonly Dictionary<LiveId, LiveDecider> _lives = [];
    private readonly Dictionary<int, PolicyTimeline> _timelines = [];

    private LogFold()
    {
    }

    public HashSet<string> Decisions { get; } = [];

    public HashSet<string> Reports { get; } = [];

    public HashSet<string> Actions { get; } = [];

    public List<SignalRecord> Signals { get; } = [];

    public static bool IsMarker(ConsumeResult<byte[]?, byte[]?> record) => Read(record) is PolicySignal or GuardSignal;

    /// <summary>Folds the log as it lies in the broker.</summary>
    public static LogFold Of(KafkaFixture kafka)
    {
        var fold = new LogFold();
        foreach (var record in kafka.Read(TopicNames.Signals, (int)kafka.CountIn(TopicNames.Signals), _ => true))
            fold.Apply(Read(record), new RecordRef(record.Topic, record.Partition.Value, record.Offset.Value));
        return fold;
    }

    /// <summary>Asserts that a topic tells the expected ids and no others; a record that came twice must be the same to the byte.</summary>
    public static void AssertTold<T>(KafkaFixture kafka, string topic, JsonTypeInfo<T> type, Func<T, string> id, HashSet<string> expected)
    {
        var byId = kafka.Read(topic, (int)kafka.CountIn(topic), _ => true)
            .Select(record => Encoding.UTF8.GetString(record.Message.Value!))
            .ToLookup(json => id(JsonSerializer.Deserialize(json, type)!));
        Assert.Equal(expected, byId.Select(copies => copies.Key).ToHashSet());
        Assert.All(byId, copies => Assert.Single(copies.Distinct()));
    }

    /// <summary>Asserts that the decider's topics say what follows from the log.</summary>
    public void AssertTold(KafkaFixture kafka)
    {
        AssertTold(kafka, TopicNames.Decisions, WireJson.Default.DecisionRecord, record => record.DecisionId.Value, Decisions);
        AssertTold(kafka, TopicNames.Reports, WireJson.Default.ReportRecord, record => record.ReportId.Value, Reports);
        AssertTold(kafka, TopicNames.Orders, WireJson.Default.ActionRecord, record => record.ActionId.Value, Actions);
    }

    private static SignalRecord Read(ConsumeResult<byte[]?, byte[]?> record) => JsonSerializer.Deserialize(record.Message.Value, WireJson.Default.SignalRecord)!;

    private void Apply(SignalRecord signal, RecordRef at)
    {
        Signals.Add(signal);
        if (!_timelines.TryGetValue(at.Partition, out var timeline))
            _timelines.Add(at.Partition, timeline = new PolicyTimeline());
        if (signal is PolicySignal or GuardSignal)
        {
            timeline.Apply(signal, at);
            return;
        }

        if (!_lives.TryGetValue(signal.LiveId, out var live))
            _lives.Add(signal.LiveId, live = new LiveDecider(signal.LiveId, _rules));
        var outcome = live.Apply(signal, at, timeline.At(at.Offset));
        Decisions.UnionWith(outcome.Decisions.Select(decision => decision.DecisionId.Value));
        Reports.UnionWith(outcome.Reports.Select(report => report.ReportId.Value));
        Actions.UnionWith(outcome.Actions.Select(action => action.ActionId.Value));
    }
}
