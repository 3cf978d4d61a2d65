namespace Moderation.Training.Text.Calibration;

/// <summary>How a logit becomes a probability: 1 / (1 + exp(-(slope x logit + offset))). Platt's form.</summary>
/// <param name="Slope">Above 0, so that calibration keeps the order.</param>
/// <param name="Offset">Added after the slope.</param>
internal readonly record struct PlattCurve(double Slope, double Offset)
{
    public static PlattCurve Identity { get; } = new(1, 0);

    public double Apply(double logit) => 1 / (1 + Math.Exp(-(Slope * logit + Offset)));
}

/// <summary>One curve per language and head.</summary>
/// <param name="Curves">By language (<c>en</c>, <c>fr</c>), in the order of the heads.</param>
internal sealed record LanguageCalibration(IReadOnlyDictionary<string, IReadOnlyList<PlattCurve>> Curves)
{
    /// <summary>The score that the service gives: between the languages' curves as far as the line is between the languages.</summary>
    /// <param name="logits">A logit per head, then the language's.</param>
    /// <param name="head">Whose score.</param>
    public double Served(IReadOnlyList<float> logits, int head)
    {
        var french = 1 / (1 + Math.Exp(-logits[TextHeads.Count]));
        var (inEnglish, inFrench) = (Curves["en"][head].Apply(logits[head]), Curves["fr"][head].Apply(logits[head]));
        return inEnglish + french * (inFrench - inEnglish);
    }
}
