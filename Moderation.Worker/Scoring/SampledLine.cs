using Moderation.Core.Wire;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Scoring;

/// <summary>A chosen text line on its way through a lane.</summary>
/// <param name="Record">The record that it came in.</param>
/// <param name="Line">The line.</param>
/// <param name="IsCut">Whether its end was cut off already.</param>
internal readonly record struct SampledLine(HeldRecord Record, ChatRecord Line, bool IsCut);
