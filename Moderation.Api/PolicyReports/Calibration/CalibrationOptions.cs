using System.ComponentModel.DataAnnotations;

namespace Moderation.Api.PolicyReports.Calibration;

/// <summary>The daily comparison of beliefs with verdicts. Section <c>Calibration</c>.</summary>
internal sealed class CalibrationOptions
{
    public const string Section = "Calibration";

    /// <summary>Cases that were closed in this time before the day are compared. Shorter than what is kept of reports.</summary>
    [Range(typeof(TimeSpan), "7.00:00:00", "180.00:00:00")]
    public TimeSpan Window { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Fewest judged cases for intervals and a correction.</summary>
    [Range(50, 1_000_000)]
    public int FewestJudged { get; init; } = 200;

    /// <summary>Fewest of them that were upheld, and fewest that were overturned.</summary>
    [Range(5, 100_000)]
    public int FewestOfEither { get; init; } = 20;

    /// <summary>For how long each day's comparison is kept.</summary>
    [Range(typeof(TimeSpan), "30.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(1095);
}
