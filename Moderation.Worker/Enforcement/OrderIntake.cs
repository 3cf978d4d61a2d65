using Confluent.Kafka;
using Moderation.Worker.Hosting;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Enforcement;

/// <summary>Feeds the log of orders to whoever enforces here, for as long as this process owns it.</summary>
/// <remarks>All calls come from the loop's own thread, but for those that ask how it stands.</remarks>
internal sealed class OrderIntake(EnforcementSessions sessions, EnforcementTopics topics, DeadLetterPublisher deadLetters, EnforcementOptions options, HostFault fault) : IRecordIntake
{
    private readonly WorkQuota _quota = new(options.PauseAt, options.PauseAt / 4);
    private volatile EnforcementSession? _session;

    /// <summary>The session that enforces, or reads back in order to; null while this process stands by.</summary>
    public EnforcementSession? Session => _session;

    public WorkQuota Assign(TopicPartition partition)
    {
        if (IsTheLog(partition))
            _session = sessions.Begin();
        else
            fault.Report($"{partition.Topic} must have one partition: only one log in one order lets breakers count over the fleet", null);
        return _quota;
    }

    public void Take(HeldRecord record)
    {
        if (!IsTheLog(record.Partition.Id))
        {
            record.Abandon();
            return;
        }

        if (topics.ReadOrder(record, out var outcome) is { } order)
        {
            _session!.Take(record, order);
            return;
        }

        deadLetters.Publish(record, EnforcementTopics.Stage, outcome.Reason!.Value, outcome.Detail);
        record.Release();
    }

    public void Forget(TopicPartition partition)
    {
        if (!IsTheLog(partition))
            return;
        _session?.Close();
        _session = null;
    }

    public void Tick() => _session?.Seen();

    private static bool IsTheLog(TopicPartition partition) => partition.Partition.Value == 0;
}
