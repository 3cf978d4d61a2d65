using System.Text.Json;
using Confluent.Kafka;
using Moderation.Core.Wire;
using Moderation.Worker.Kafka;
using Moderation.Worker.Sampling;

namespace Moderation.Worker.Intake;

/// <summary>Copies the records of one topic, every one of them, into the logs of their lives. What it cannot keep up with waits in its topic.</summary>
internal class LogIntake<T>(
    LogSource<T> source, IRecordPublisher publisher, DeadLetterPublisher deadLetters, SamplingOptions options, TimeProvider time) : IRecordIntake
    where T : class, IWireRecord
{
    public const string Stage = "intake";
    private readonly WorkQuota _quota = new(high: 2_000, low: 500);

    public WorkQuota Assign(TopicPartition partition) => _quota;

    public virtual void Forget(TopicPartition partition)
    {
    }

    public void Take(HeldRecord record)
    {
        using var activity = TraceContext.Start(source.Activity, record.Headers);
        var outcome = RecordReader.Read(record.Value, source.Type);
        if (outcome.Record is not { } read)
            deadLetters.Publish(record, Stage, outcome.Reason!.Value, outcome.Detail);
        else
            Copy(record, read, TraceContext.Next(activity, record.Headers));
        record.Release();
    }

    /// <summary>Takes note of a record that is being copied.</summary>
    protected virtual void Note(TopicPartition partition, T read)
    {
    }

    private void Copy(HeldRecord record, T read, byte[]? trace)
    {
        var signal = source.ToSignal(read);
        if (LiveRecordCheck.FindFault(record.Key, signal.LiveId, signal.At, time.GetUtcNow() + options.MaxClockLead) is { } fault)
        {
            deadLetters.Publish(record, Stage, fault.Reason, fault.Detail);
            return;
        }

        Note(record.Partition.Id, read);
        var value = JsonSerializer.SerializeToUtf8Bytes(signal, WireJson.Default.SignalRecord);
        publisher.Publish(new OutgoingRecord(TopicNames.Signals, record.Key, value, trace), record);
    }
}
