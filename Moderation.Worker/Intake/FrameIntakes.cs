using Moderation.Worker.Kafka;
using Moderation.Worker.Sampling;
using Moderation.Worker.Scoring;

namespace Moderation.Worker.Intake;

/// <summary>Makes the intakes of frames and session events.</summary>
internal sealed class FrameIntakes(
    IRecordPublisher publisher, DeadLetterPublisher deadLetters, SamplingOptions options, SamplingMetrics metrics, LiveRoster roster, TimeProvider time)
{
    public FrameIntake Frames(LaneBoard<ScoringLane> lanes) => new(lanes, deadLetters, options, metrics, time);

    public SessionIntake Sessions() => new(publisher, deadLetters, roster, options, time);
}
