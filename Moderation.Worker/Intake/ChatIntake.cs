using Confluent.Kafka;
using Moderation.Core.Wire;
using Moderation.Worker.Kafka;
using Moderation.Worker.Sampling;
using Moderation.Worker.Scoring;

namespace Moderation.Worker.Intake;

/// <summary>Reads text lines, lets the sampler choose, and gives the chosen ones to their partition's lane.</summary>
internal sealed class ChatIntake(
    LaneBoard<TextLane> lanes, DeadLetterPublisher deadLetters, ChatSampler sampler, SamplingOptions options, SamplingMetrics metrics, TimeProvider time)
    : IRecordIntake
{
    public const string Stage = "intake";

    /// <summary>Characters of a line that are kept while it waits. The models read the first thousand; records of 64 KiB would fill the memory.</summary>
    public const int KeptLength = 4_000;

    private readonly Dictionary<TopicPartition, TextLane> _partitions = [];

    public WorkQuota Assign(TopicPartition partition)
    {
        var lane = lanes.Assign(partition);
        _partitions[partition] = lane;
        return lane.Quota;
    }

    public void Forget(TopicPartition partition)
    {
        _partitions.Remove(partition);
        lanes.Free(partition);
    }

    public void Take(HeldRecord record)
    {
        var now = time.GetUtcNow();
        var outcome = RecordReader.Read(record.Value, WireJson.Default.ChatRecord);
        if (FindFault(record, outcome, now) is { } fault)
        {
            deadLetters.Publish(record, Stage, fault.Reason, fault.Detail);
            record.Release();
            return;
        }

        var line = outcome.Record!;
        var lane = _partitions[record.Partition.Id];
        var choice = sampler.Choose(line, new ChatArrival(record.Partition.Id.Partition.Value, record.WrittenAt, lane.Waiting), now);
        metrics.Count(choice);
        if (choice.IsTaken())
            lane.Post(Sampled(record, line));
        else
            record.Release();
    }

    private HeadFault? FindFault(HeldRecord record, in ReadOutcome<ChatRecord> outcome, DateTimeOffset now) => outcome.Record is { } line
        ? LiveRecordCheck.FindFault(record.Key, line.LiveId, line.At, now + options.MaxClockLead)
        : new HeadFault(outcome.Reason!.Value, outcome.Detail);

    private static SampledLine Sampled(HeldRecord record, ChatRecord line) => line.Text.Length <= KeptLength
        ? new SampledLine(record, line, IsCut: false)
        : new SampledLine(record, line with { Text = line.Text[..KeptLength] }, IsCut: true);
}
