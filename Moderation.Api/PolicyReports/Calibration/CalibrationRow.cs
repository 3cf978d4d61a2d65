using System.Text.Json;
using Moderation.Core.PolicyReports;
using Moderation.Core.Statistics;
using Moderation.Core.Wire;

namespace Moderation.Api.PolicyReports.Calibration;

/// <summary>What verdicts said of one policy's beliefs on a day.</summary>
internal sealed record CalibrationRow
{
    public const string Columns =
        """
        day, policy_name, models, closed_from, closed_before, computed_at, judged, upheld, undecided, contested, bins, brier, brier_low, brier_high, error, error_low, error_high,
          correction, corrected_brier, gap
        """;

    public DateOnly Day { get; init; }

    public string PolicyName { get; init; } = "";

    public string Models { get; init; } = "";

    public DateTimeOffset ClosedFrom { get; init; }

    public DateTimeOffset ClosedBefore { get; init; }

    public DateTimeOffset ComputedAt { get; init; }

    public long Judged { get; init; }

    public long Upheld { get; init; }

    public long Undecided { get; init; }

    public long Contested { get; init; }

    public string Bins { get; init; } = "";

    public double? Brier { get; init; }

    public double? BrierLow { get; init; }

    public double? BrierHigh { get; init; }

    public double? Error { get; init; }

    public double? ErrorLow { get; init; }

    public double? ErrorHigh { get; init; }

    public string? Correction { get; init; }

    public double? CorrectedBrier { get; init; }

    public string? Gap { get; init; }

    /// <summary>The same row with what was found.</summary>
    public CalibrationRow With(BeliefCalibration found) => this with
    {
        Bins = Write(found.Curve.Bins.Select(bin => new CalibrationPart(
            (double)bin.Number / Reliability.BinCount, (double)(bin.Number + 1) / Reliability.BinCount, bin.MeanBelief, bin.Right.Count, bin.Right.Of, bin.Right.Share!.Value, bin.Right.Low!.Value, bin.Right.High!.Value))),
        Brier = found.Curve.Brier, BrierLow = found.Brier?.Low, BrierHigh = found.Brier?.High,
        Error = found.Curve.CalibrationError, ErrorLow = found.Error?.Low, ErrorHigh = found.Error?.High,
        Correction = found.Correction is { } fit
            ? Write(fit.Steps.Select(step => new CalibrationPart(step.From, step.To, null, step.Right.Count, step.Right.Of, step.Right.Share!.Value, step.Right.Low!.Value, step.Right.High!.Value)))
            : null,
        CorrectedBrier = found.CorrectedBrier,
        Gap = found.Gap is { } gap ? WireWord.From(gap) : null,
    };

    public CalibrationResponse ToResponse() => new()
    {
        Day = Day, Policy = PolicyName, Models = Models.Length == 0 ? null : Models, ClosedFrom = ClosedFrom, ClosedBefore = ClosedBefore, ComputedAt = ComputedAt,
        Judged = Judged, Upheld = Upheld, Undecided = Undecided, Contested = Contested,
        Bins = Read(Bins), Brier = Score(Brier, BrierLow, BrierHigh), CalibrationError = Score(Error, ErrorLow, ErrorHigh),
        Correction = Correction is null ? null : Read(Correction), CorrectedBrier = CorrectedBrier, Gap = Gap is null ? null : WireWord.Parse<CalibrationGap>(Gap),
    };

    private static CalibrationScore? Score(double? value, double? low, double? high) => value is { } known ? new CalibrationScore(known, low, high) : null;

    private static string Write(IEnumerable<CalibrationPart> parts) => JsonSerializer.Serialize(parts, JsonSerializerOptions.Web);

    private static IReadOnlyList<CalibrationPart> Read(string parts) => JsonSerializer.Deserialize<IReadOnlyList<CalibrationPart>>(parts, JsonSerializerOptions.Web)!;
}
