using Moderation.Worker.Kafka;
using Moderation.Worker.Sampling;
using Moderation.Worker.Scoring;

namespace Moderation.Worker.Intake;

/// <summary>Makes the intake of text lines.</summary>
internal sealed class ChatIntakes(DeadLetterPublisher deadLetters, ChatSampler sampler, SamplingOptions options, SamplingMetrics metrics, TimeProvider time)
{
    public ChatIntake Chat(LaneBoard<TextLane> lanes) => new(lanes, deadLetters, sampler, options, metrics, time);
}
