using System.Threading.Channels;
using Confluent.Kafka;
using Moderation.Core.Wire;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Evidence;

/// <summary>One report in hand.</summary>
internal readonly record struct ReportInHand(HeldRecord Record, ReportRecord Report);

/// <summary>Takes reports and hands them to whoever captures their evidence.</summary>
internal sealed class EvidenceIntake(DeadLetterPublisher deadLetters) : IRecordIntake
{
    public const string Stage = "evidence";
    private readonly WorkQuota _quota = new(high: 200, low: 50);
    private readonly Channel<ReportInHand> _queue = Channel.CreateUnbounded<ReportInHand>(new UnboundedChannelOptions { SingleWriter = true, SingleReader = true });

    /// <summary>What waits; the quota bounds it.</summary>
    public ChannelReader<ReportInHand> Waiting => _queue.Reader;

    public WorkQuota Assign(TopicPartition partition) => _quota;

    public void Forget(TopicPartition partition)
    {
    }

    public void Take(HeldRecord record)
    {
        var outcome = RecordReader.Read(record.Value, WireJson.Default.ReportRecord);
        if (outcome.Record is { } report)
        {
            _queue.Writer.TryWrite(new ReportInHand(record, report));
            return;
        }

        deadLetters.Publish(record, Stage, outcome.Reason!.Value, outcome.Detail);
        record.Release();
    }
}
