using System.ComponentModel.DataAnnotations;

namespace Moderation.Core.Decisions;

/// <summary>Thresholds of the built-in rule on apparent minors. Section <c>Decisions:BuiltInPolicy</c> of the configuration.</summary>
public sealed class BuiltInPolicyOptions : IValidatableObject
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Decisions:BuiltInPolicy";

    /// <summary>Belief from which a report is raised.</summary>
    /// <value>0.80</value>
    [Range(0.5, 0.999)]
    public double ReportBelief { get; init; } = 0.80;

    /// <summary>Belief from which gifts to the participant are capped; not under <see cref="ReportBelief"/>.</summary>
    /// <value>0.90</value>
    [Range(0.5, 0.999)]
    public double ThrottleBelief { get; init; } = 0.90;

    /// <summary>How far belief must fall under a threshold before its episode ends.</summary>
    /// <value>0.05</value>
    [Range(0.0, 0.4)]
    public double Hysteresis { get; init; } = 0.05;

    /// <summary>How long one cap lasts.</summary>
    /// <value>15 min.</value>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00")]
    public TimeSpan ThrottleLasts { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long before its end a cap is renewed while the episode lasts.</summary>
    /// <value>1 min.</value>
    [Range(typeof(TimeSpan), "00:00:05", "00:30:00")]
    public TimeSpan RenewBefore { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Most coins a minute under the cap.</summary>
    /// <value>100</value>
    [Range(0L, 1_000_000L)]
    public long MaxCoinsPerMinute { get; init; } = 100;

    /// <summary>The rule that the policy rests on, told to the participant.</summary>
    [Required(AllowEmptyStrings = false), MaxLength(500)]
    public string Ground { get; init; } = "Platform terms: going live and receiving gifts are for people aged 18 or over.";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ThrottleBelief < ReportBelief)
            yield return new ValidationResult("ThrottleBelief must not be under ReportBelief", [nameof(ThrottleBelief)]);
        if (RenewBefore >= ThrottleLasts)
            yield return new ValidationResult("RenewBefore must be under ThrottleLasts", [nameof(RenewBefore)]);
    }
}
