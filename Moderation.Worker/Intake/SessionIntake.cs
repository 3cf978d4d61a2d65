using Confluent.Kafka;
using Moderation.Core.Wire;
using Moderation.Worker.Kafka;
using Moderation.Worker.Sampling;

namespace Moderation.Worker.Intake;

/// <summary>Copies the events of a live into its log, and notes for the chat's sampler who is on screen.</summary>
internal sealed class SessionIntake(
    IRecordPublisher publisher, DeadLetterPublisher deadLetters, LiveRoster roster, SamplingOptions options, TimeProvider time)
    : LogIntake<SessionEventRecord>(LogSources.Sessions, publisher, deadLetters, options, time)
{
    public override void Forget(TopicPartition partition) => roster.Forget(partition.Partition.Value);

    protected override void Note(TopicPartition partition, SessionEventRecord read) => roster.Apply(partition.Partition.Value, read);
}
