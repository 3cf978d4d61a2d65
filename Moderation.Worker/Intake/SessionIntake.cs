using System.Text.Json;
using Confluent.Kafka;
using Moderation.Core.Wire;
using Moderation.Worker.Kafka;
using Moderation.Worker.Sampling;

namespace Moderation.Worker.Intake;

/// <summary>Copies the events of a live into its log, and notes for the chat's sampler who is on screen.</summary>
internal sealed class SessionIntake(
    IRecordPublisher publisher, DeadLetterPublisher deadLetters, LiveRoster roster, SamplingOptions options, TimeProvider time) : IRecordIntake
{
    public const string Stage = "intake";
    private readonly WorkQuota _quota = new(high: 2_000, low: 500);

    public WorkQuota Assign(TopicPartition partition) => _quota;

    public void Forget(TopicPartition partition) => roster.Forget(partition.Partition.Value);

    public void Take(HeldRecord record)
    {
        using var activity = TraceContext.Start("intake session", record.Headers);
        var outcome = RecordReader.Read(record.Value, WireJson.Default.SessionEventRecord);
        if (FindFault(record, outcome) is { } fault)
            deadLetters.Publish(record, Stage, fault.Reason, fault.Detail);
        else
            Publish(record, outcome.Record!, TraceContext.Next(activity, record.Headers));
        record.Release();
    }

    private HeadFault? FindFault(HeldRecord record, in ReadOutcome<SessionEventRecord> outcome)
    {
        if (outcome.Record is not { } session)
            return new HeadFault(outcome.Reason!.Value, outcome.Detail);
        return LiveRecordCheck.FindFault(record.Key, session.LiveId, session.At, time.GetUtcNow() + options.MaxClockLead);
    }

    private void Publish(HeldRecord record, SessionEventRecord session, byte[]? trace)
    {
        var signal = new SessionSignal { V = WireVersion.Current, LiveId = session.LiveId, At = session.At, Event = session };
        var value = JsonSerializer.SerializeToUtf8Bytes(signal, WireJson.Default.SignalRecord);
        roster.Apply(record.Partition.Id.Partition.Value, session);
        publisher.Publish(new OutgoingRecord(TopicNames.Signals, record.Key, value, trace), record);
    }
}
