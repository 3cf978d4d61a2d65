using System.ComponentModel.DataAnnotations;

namespace Moderation.Core.Decisions.Text;

/// <summary>Thresholds of the built-in rules on text. Section <c>Decisions:TextPolicies</c> of the configuration. All of them only raise reports.</summary>
/// <remarks>
/// Rates are decayed over <c>Evidence:Text:HalfLife</c> and weighted by calibrated scores. Shares are of the lines of the same subject: the models may
/// flag one clean line in a hundred, so in a busy live a rate alone would prove nothing.
/// </remarks>
public sealed class TextPolicyOptions : IValidatableObject
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Decisions:TextPolicies";

    /// <summary>How far a rate must fall under its threshold before an episode ends, as a share of the threshold.</summary>
    /// <value>0.5</value>
    [Range(0.0, 0.9)]
    public double Hysteresis { get; init; } = 0.5;

    /// <summary>Sustained toxicity against one person.</summary>
    public ToxicityPolicyOptions Toxicity { get; init; } = new();

    /// <summary>Raids.</summary>
    public RaidPolicyOptions Raid { get; init; } = new();

    /// <summary>Insistent begging for gifts.</summary>
    public BeggingPolicyOptions Begging { get; init; } = new();

    /// <summary>Pushes to spend a relative's means.</summary>
    public MinorSpendingPolicyOptions MinorSpending { get; init; } = new();

    /// <summary>Diversion away from the platform.</summary>
    public DiversionPolicyOptions Diversion { get; init; } = new();

    /// <summary>Conversations that draw a possible minor in.</summary>
    public GroomingPolicyOptions Grooming { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var faults = new List<ValidationResult>();
        foreach (var part in new object[] { Toxicity, Raid, Begging, MinorSpending, Diversion, Grooming })
            Validator.TryValidateObject(part, new ValidationContext(part), faults, validateAllProperties: true);
        return faults;
    }
}

/// <summary>Sustained toxicity against one person: by several authors, or by one who keeps at it.</summary>
public sealed class ToxicityPolicyOptions
{
    /// <summary>Least rate of hostile lines towards a person, by all authors together, per minute.</summary>
    /// <value>3</value>
    [Range(0.5, 1000.0)]
    public double MinPerMinute { get; init; } = 3;

    /// <summary>Least share of the lines towards that person.</summary>
    /// <value>0.08</value>
    [Range(0.02, 1.0)]
    public double MinShare { get; init; } = 0.08;

    /// <summary>Least number of different authors.</summary>
    /// <value>3</value>
    [Range(2, 20)]
    public int MinAuthors { get; init; } = 3;

    /// <summary>Least time for which it goes on without a long gap.</summary>
    /// <value>45 s.</value>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan MinSustained { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>Least hostile lines where it is one author alone.</summary>
    /// <value>5</value>
    [Range(2, 20)]
    public int MinLinesOfOne { get; init; } = 5;

    /// <summary>Least rate where it is one author alone, per minute.</summary>
    /// <value>1</value>
    [Range(0.1, 1000.0)]
    public double MinPerMinuteOfOne { get; init; } = 1;

    /// <summary>Least share of that author's lines towards the person.</summary>
    /// <value>0.25</value>
    [Range(0.02, 1.0)]
    public double MinShareOfOne { get; init; } = 0.25;
}

/// <summary>Raids: a burst of new accounts with hostile lines.</summary>
public sealed class RaidPolicyOptions
{
    /// <summary>Event time that the burst is counted over; at most <c>Evidence:Text:Window</c> counts.</summary>
    /// <value>2 min.</value>
    [Range(typeof(TimeSpan), "00:00:10", "00:30:00")]
    public TimeSpan Within { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Least number of different new accounts with hostile lines.</summary>
    /// <value>8</value>
    [Range(3, 20)]
    public int MinNewAuthors { get; init; } = 8;

    /// <summary>Least share of new accounts among the authors of hostile lines, however few of them the live ordinarily has.</summary>
    /// <value>0.5</value>
    [Range(0.1, 1.0)]
    public double MinShare { get; init; } = 0.5;

    /// <summary>How many times the live's ordinary share of new accounts that share must be; where that is more than 0.9, then 0.9.</summary>
    /// <value>2</value>
    [Range(1.0, 20.0)]
    public double ShareFactor { get; init; } = 2;
}
