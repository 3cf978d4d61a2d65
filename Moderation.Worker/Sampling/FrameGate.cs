namespace Moderation.Worker.Sampling;

/// <summary>The last question before the models: is the frame still worth scoring after it has waited? Safe for several threads.</summary>
internal sealed class FrameGate(SamplingOptions options, SamplingMetrics metrics, TimeProvider time)
{
    /// <summary>Whether to score it; a frame that is not admitted was counted as shed.</summary>
    public bool Admits(DateTimeOffset capturedAt)
    {
        if (time.GetUtcNow() - capturedAt <= options.MaxAge)
            return true;
        metrics.Count(SamplingFate.Overload);
        return false;
    }
}
