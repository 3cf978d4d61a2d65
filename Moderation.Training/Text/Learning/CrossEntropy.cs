namespace Moderation.Training.Text.Learning;

/// <summary>Binary cross-entropy of logits.</summary>
internal static class CrossEntropy
{
    private const double Least = 1e-7;

    /// <summary>Loss over the heads that a line has labels for, and its gradient of their logits; 0 for the others.</summary>
    /// <param name="line">Labels and weight.</param>
    /// <param name="logits">One per head at least.</param>
    /// <param name="gradients">Receives one per head.</param>
    public static double Gradients(WeightedLine line, ReadOnlySpan<float> logits, Span<float> gradients)
    {
        var loss = 0.0;
        for (var head = 0; head < TextHeads.Count; head++)
            loss += line.Target(head) is { } target ? Gradient(logits[head], target, line.Weight, out gradients[head]) : gradients[head] = 0;
        return loss;
    }

    /// <summary>Loss of one logit, and its gradient.</summary>
    public static double Gradient(float logit, float target, float weight, out float gradient)
    {
        var chance = 1f / (1f + MathF.Exp(-logit));
        gradient = (chance - target) * weight;
        return -weight * (target * Math.Log(Math.Max(Least, chance)) + (1 - target) * Math.Log(Math.Max(Least, 1 - chance)));
    }
}
