using Moderation.Worker.Kafka;
using Moderation.Worker.Sampling;
using Moderation.Worker.Scoring;

namespace Moderation.Worker.Intake;

/// <summary>Makes the scorer role's intakes.</summary>
internal sealed class FrameIntakes(
    IRecordPublisher publisher, DeadLetterPublisher deadLetters, SamplingOptions options, SamplingMetrics metrics, TimeProvider time)
{
    public FrameIntake Frames(LaneBoard lanes) => new(lanes, deadLetters, options, metrics, time);

    public SessionIntake Sessions() => new(publisher, deadLetters, options, time);
}
