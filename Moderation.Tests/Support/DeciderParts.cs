using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Moderation.Core.Decisions;
using Moderation.Core.Wire;
using Moderation.Worker.Decisions;
using Moderation.Worker.Decisions.Policies;
using Moderation.Worker.Decisions.Snapshots;
using Moderation.Worker.Decisions.Standing;
using Moderation.Worker.Hosting;
using Moderation.Worker.Kafka;

namespace Moderation.Tests.Support;

/// <summary>A decider of one partition, put together without a broker.</summary>
internal sealed class DeciderParts : IDisposable
{
    private readonly DeciderRules _rules;

    /// <param name="committed">What a former owner committed.</param>
    /// <param name="logEnd">Where the log ended when the partition was given to this decider.</param>
    /// <param name="beginning">What is known already.</param>
    /// <param name="rules">What decisions depend on besides the log.</param>
    public DeciderParts(long? committed = null, long logEnd = 0, PartitionMemory? beginning = null, DeciderRules? rules = null)
    {
        _rules = rules ?? LiveSignals.Rules();
        Worker = new WorkerParts(Time) { Partition = new AssignedPartition(Partition, committed, new WorkQuota(1000, 10)) };
        Metrics = new DecisionMetrics(Worker.Meters);
        Policies = new PolicyWatcher(Metrics, PolicyLog);
        Standings = new StandingWatcher(Options, Metrics, NullLogger<StandingWatcher>.Instance);
        var markers = new MarkerWriter(Worker.Publisher, Metrics);
        var beginnings = new PartitionBeginnings();
        beginnings.Put(Partition, new PartitionBeginning(beginning ?? PartitionMemory.Empty(), logEnd));
        var copies = new StandingCopies(Standings, markers);
        var snapshots = new SnapshotSettings(Options.SnapshotInterval, Worker.Publisher, Metrics, Time, NullLogger.Instance);
        Intake = new DeciderIntake(
            new DecidedPartitions(_rules, Options, beginnings, Policies, markers, snapshots, copies),
            Options,
            new DecisionPublisher(Worker.Publisher, Metrics, NullLogger<DecisionPublisher>.Instance),
            Worker.DeadLetters,
            copies,
            Metrics,
            new FailureStreak(20, Worker.Fault),
            Log);
        Intake.Assign(Partition);
    }

    public static TopicPartition Partition { get; } = new(TopicNames.Signals, 2);

    public FakeTimeProvider Time { get; } = new(LiveLog.Start);

    public DeciderOptions Options { get; } = new();

    public WorkerParts Worker { get; }

    public DecisionMetrics Metrics { get; }

    public PolicyWatcher Policies { get; }

    public StandingWatcher Standings { get; }

    public DeciderIntake Intake { get; }

    public FakeLogger<PolicyWatcher> PolicyLog { get; } = new();

    public FakeLogger<DeciderIntake> Log { get; } = new();

    /// <summary>Everything sent, in order; a value as text.</summary>
    public IReadOnlyList<(string Topic, string? Key, string? Value)> Sent =>
        [.. Worker.Publisher.Sent.Select(sent => (sent.Topic, Text(sent.Key), Text(sent.Value)))];

    /// <summary>The lives and other keys of the snapshots sent, in order; tombstones with a minus in front.</summary>
    public IReadOnlyList<string> SnapshotKeys =>
        [.. Worker.Publisher.To(TopicNames.Snapshots).Select(sent => (sent.Value is null ? "-" : "") + Text(sent.Key))];

    public static PolicySignal Marker(PolicyRecord policy) => new() { V = 1, LiveId = SignalRecord.EveryLive, At = policy.At, Policy = policy };

    public DeciderParts Give(SignalRecord signal)
    {
        Intake.Take(Worker.Receive(signal.LiveId.Value, LiveSignals.Json(signal), signal.At));
        return this;
    }

    public DeciderParts Skip(int entries)
    {
        for (var i = 0; i < entries; i++)
            Worker.Skip();
        return this;
    }

    /// <summary>Lets the topic of policies tell of a sheet.</summary>
    public void Publish(PolicyRecord policy) => Policies.Take(Result(policy.Name, policy, WireJson.Default.PolicyRecord));

    /// <summary>Lets the topic of standing tell of a user.</summary>
    public void Publish(StandingRecord standing) => Standings.Take(Result(standing.UserId.Value, standing, WireJson.Default.StandingRecord));

    /// <summary>Lets the interval of snapshots pass, and everything leave that may.</summary>
    public void WriteDown()
    {
        Worker.Publisher.AcknowledgeAll();
        Time.Advance(Options.SnapshotInterval);
        for (var tick = 0; tick < 20; tick++)
            Intake.Tick();
    }

    public IReadOnlyList<T> To<T>(string topic, JsonTypeInfo<T> type) => [.. Worker.Publisher.To(topic).Select(sent => JsonSerializer.Deserialize(sent.Value, type)!)];

    /// <summary>What a decider would read back of the snapshots that left, or of what another build would have written in their place.</summary>
    public PartitionMemory? ReadBack(long logEnd, out string refusal, long lowOffset = 0, Func<SnapshotRecord, SnapshotRecord>? inPlace = null)
    {
        var table = new SnapshotTable(lowOffset);
        var offset = 0L;
        foreach (var sent in Worker.Publisher.To(TopicNames.Snapshots))
        {
            table.Take(new ConsumeResult<byte[]?, byte[]?>
            {
                TopicPartitionOffset = new TopicPartitionOffset(TopicNames.Snapshots, Partition.Partition, offset++),
                Message = new Message<byte[]?, byte[]?> { Key = sent.Key, Value = inPlace is null || sent.Value is null ? sent.Value : Altered(sent.Value, inPlace) },
            });
        }

        return new PartitionRestorer(_rules, Time).Restore(Partition, table.End(), logEnd, out refusal);
    }

    public void Dispose() => Worker.Dispose();

    private static byte[] Altered(byte[] value, Func<SnapshotRecord, SnapshotRecord> alter) =>
        JsonSerializer.SerializeToUtf8Bytes(alter(JsonSerializer.Deserialize(value, WireJson.Default.SnapshotRecord)!), WireJson.Default.SnapshotRecord);

    private static string? Text(byte[]? bytes) => bytes is null ? null : Encoding.UTF8.GetString(bytes);

    private static ConsumeResult<byte[]?, byte[]?> Result<T>(string key, T record, JsonTypeInfo<T> type) => new()
    {
        TopicPartitionOffset = new TopicPartitionOffset("source", 0, 0),
        Message = new Message<byte[]?, byte[]?> { Key = Encoding.UTF8.GetBytes(key), Value = JsonSerializer.SerializeToUtf8Bytes(record, type) },
    };
}
