using Moderation.Worker.Intake;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Scoring;

/// <summary>A chosen frame on its way through a lane.</summary>
internal readonly record struct SampledFrame(HeldRecord Record, FrameHead Head);
