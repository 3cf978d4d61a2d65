using System.Text.Json;
using Confluent.Kafka;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Worker.Kafka;
using Moderation.Worker.Sampling;

namespace Moderation.Worker.Intake;

/// <summary>Copies the events of a live into its log.</summary>
internal sealed class SessionIntake(IRecordPublisher publisher, DeadLetterPublisher deadLetters, SamplingOptions options, TimeProvider time) : IRecordIntake
{
    public const string Stage = "intake";
    private readonly WorkQuota _quota = new(high: 2_000, low: 500);

    public WorkQuota Assign(TopicPartition partition) => _quota;

    public void Forget(TopicPartition partition)
    {
    }

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
        if (!FrameHeadReader.TryReadId<LiveId>(record.Key, out var key) || key != session.LiveId)
            return new HeadFault(DeadLetterReason.BadKey, "the key is not the record's live id");

        // The clock of a live is its newest event time: one event from the future would make all that follows look old.
        return session.At - time.GetUtcNow() > options.MaxClockLead
            ? new HeadFault(DeadLetterReason.InvalidRecord, "at lies in the future")
            : null;
    }

    private void Publish(HeldRecord record, SessionEventRecord session, byte[]? trace)
    {
        var signal = new SessionSignal { V = WireVersion.Current, LiveId = session.LiveId, At = session.At, Event = session };
        var value = JsonSerializer.SerializeToUtf8Bytes(signal, WireJson.Default.SignalRecord);
        publisher.Publish(new OutgoingRecord(TopicNames.Signals, record.Key, value, trace), record);
    }
}
