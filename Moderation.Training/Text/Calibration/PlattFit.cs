using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Moderation.Training.Text.Learning;

namespace Moderation.Training.Text.Calibration;

/// <summary>Fits a curve per language and head on development lines, with Microsoft.ML's Platt calibrator.</summary>
internal static class PlattFit
{
    // Under this many of either sort a curve would be noise; both languages together decide then.
    private const int FewestOfAClass = 40;

    public static LanguageCalibration Fit(ModelAnswers dev, int seed)
    {
        var machine = new MLContext(seed);
        var curves = new Dictionary<string, IReadOnlyList<PlattCurve>>();
        foreach (var language in new[] { "en", "fr" })
        {
            var own = dev.Where(line => line.Language == language);
            curves.Add(language, [.. Enumerable.Range(0, TextHeads.Count).Select(head => Fit(machine, own.Judged(head)) ?? Fit(machine, dev.Judged(head)) ?? PlattCurve.Identity)]);
        }

        return new LanguageCalibration(curves);
    }

    private static PlattCurve? Fit(MLContext machine, IReadOnlyList<(float Logit, bool IsPositive)> judged)
    {
        if (judged.Count(j => j.IsPositive) < FewestOfAClass || judged.Count(j => !j.IsPositive) < FewestOfAClass)
            return null;
        var data = machine.Data.LoadFromEnumerable(judged.Select(j => new ScoredLine { Score = j.Logit, Label = j.IsPositive }));
        ISingleFeaturePredictionTransformer<PlattCalibrator> transformer = machine.BinaryClassification.Calibrators.Platt().Fit(data);
        var fitted = transformer.Model;

        // Microsoft.ML writes 1 / (1 + exp(slope x score + offset)). A falling curve would turn the order round: then the head says nothing here.
        return fitted.Slope < 0 ? new PlattCurve(-fitted.Slope, -fitted.Offset) : null;
    }

    private sealed class ScoredLine
    {
        public float Score { get; set; }

        public bool Label { get; set; }
    }
}
