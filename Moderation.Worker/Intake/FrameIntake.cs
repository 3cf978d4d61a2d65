using Confluent.Kafka;
using Moderation.Core.Wire;
using Moderation.Worker.Kafka;
using Moderation.Worker.Sampling;
using Moderation.Worker.Scoring;

namespace Moderation.Worker.Intake;

/// <summary>Reads what frames say about themselves, lets the sampler choose, and gives the chosen ones to their partition's lane.</summary>
/// <remarks>Pixels are not looked at here, so a live at 30 frames a second costs 29 header readings and one scoring.</remarks>
internal sealed class FrameIntake(
    LaneBoard<ScoringLane> lanes, DeadLetterPublisher deadLetters, SamplingOptions options, SamplingMetrics metrics, TimeProvider time) : IRecordIntake
{
    public const string Stage = "intake";
    private readonly Dictionary<TopicPartition, (FrameSampler Sampler, ScoringLane Lane)> _partitions = [];

    public WorkQuota Assign(TopicPartition partition)
    {
        var lane = lanes.Assign(partition);
        _partitions[partition] = (new FrameSampler(options), lane);
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
        var fault = FindFault(record, now, out var head);
        if (fault is { } found)
        {
            deadLetters.Publish(record, Stage, found.Reason, found.Detail);
            record.Release();
            return;
        }

        var (sampler, lane) = _partitions[record.Partition.Id];
        var fate = sampler.Decide(head.LiveId, head.CapturedAt, now);
        metrics.Count(fate);
        if (fate == SamplingFate.Taken)
            lane.Post(new SampledFrame(record, head));
        else
            record.Release();
    }

    private HeadFault? FindFault(HeldRecord record, DateTimeOffset now, out FrameHead head)
    {
        if (FrameHeadReader.Read(record.Key, record.Headers, out head) is { } fault)
            return fault;
        if (record.Value.Length == 0)
            return new HeadFault(DeadLetterReason.EmptyValue, "the value is empty");

        // One frame from the future would make every true frame of its live look late.
        return head.CapturedAt - now > options.MaxClockLead
            ? new HeadFault(DeadLetterReason.BadHeader, $"header {FrameHeaders.CapturedAt} lies in the future")
            : null;
    }
}
