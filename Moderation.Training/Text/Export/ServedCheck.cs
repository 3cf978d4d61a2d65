using Moderation.Models.Text;
using Moderation.Training.Text.Calibration;
using Moderation.Training.Text.Learning;

namespace Moderation.Training.Text.Export;

/// <summary>Asks the written file what the service will ask it, and compares with what was trained.</summary>
internal static class ServedCheck
{
    // Sums in another order differ in their last digits; more means that training and serving read text differently.
    private const double Tolerance = 0.001;
    private const double MeanTolerance = 1e-5;

    /// <returns>Largest and mean difference of a score.</returns>
    /// <exception cref="InvalidDataException">They are too far apart.</exception>
    public static (double Largest, double Mean) Run(string modelsFolder, ModelAnswers trained, LanguageCalibration calibration)
    {
        using var factory = TextScorerFactory.Open(modelsFolder, new TextScorerOptions());
        using var scorer = factory.Create();
        var (largest, sum, count) = (0.0, 0.0, 0);
        for (var i = 0; i < trained.Lines.Count; i++)
        {
            var served = scorer.Score([trained.Lines[i].Text])[0];
            if (!served.IsScored)
                continue;
            for (var head = 0; head < TextHeads.Count; head++)
            {
                var difference = Math.Abs(calibration.Served(trained.Logits[i], head) - served.Scores[head]);
                (largest, sum, count) = (Math.Max(largest, difference), sum + difference, count + 1);
            }
        }

        var mean = sum / count;
        return largest <= Tolerance && mean <= MeanTolerance
            ? (largest, mean)
            : throw new InvalidDataException($"the written model differs from the trained one by up to {largest:0.000}, {mean:0.0000} on average");
    }
}
