using Moderation.Worker.Kafka;
using Moderation.Worker.Sampling;
using Moderation.Worker.Scoring;

namespace Moderation.Worker.Intake;

/// <summary>Makes the intake of frames.</summary>
internal sealed class FrameIntakes(DeadLetterPublisher deadLetters, SamplingOptions options, SamplingMetrics metrics, TimeProvider time)
{
    public FrameIntake Frames(LaneBoard<ScoringLane> lanes) => new(lanes, deadLetters, options, metrics, time);
}
