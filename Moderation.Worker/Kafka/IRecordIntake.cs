using Confluent.Kafka;

namespace Moderation.Worker.Kafka;

/// <summary>What a <see cref="ConsumerLoop"/> feeds. All calls come from the loop's own thread and must not block.</summary>
internal interface IRecordIntake
{
    /// <summary>A partition was given to this process.</summary>
    /// <returns>The quota that the partition's records count against.</returns>
    WorkQuota Assign(TopicPartition partition);

    /// <summary>Takes one record over, and with it the duty to release or abandon it.</summary>
    void Take(HeldRecord record);

    /// <summary>A partition was taken away: what is known about it is dropped.</summary>
    void Forget(TopicPartition partition);

    /// <summary>Comes every few milliseconds, whether there are records or not, for what does not follow from a record.</summary>
    void Tick()
    {
    }
}
