using System.ComponentModel.DataAnnotations;

namespace Moderation.Core.Decisions.Text;

/// <summary>Insistent begging for gifts by somebody on screen.</summary>
public sealed class BeggingPolicyOptions
{
    /// <summary>Least rate where something is promised for a gift, per minute.</summary>
    /// <value>1.5</value>
    [Range(0.5, 1000.0)]
    public double MinPerMinute { get; init; } = 1.5;

    /// <summary>Least begging lines where something is promised for a gift.</summary>
    /// <value>4</value>
    [Range(2, 20)]
    public int MinLines { get; init; } = 4;

    /// <summary>Least time for which it goes on where something is promised for a gift.</summary>
    /// <value>1 min.</value>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan MinSustained { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Least lines that promise something for a gift.</summary>
    /// <value>1</value>
    [Range(1, 20)]
    public int MinInducements { get; init; } = 1;

    /// <summary>Least rate without any promise, per minute.</summary>
    /// <value>3</value>
    [Range(0.5, 1000.0)]
    public double MinPerMinuteWithout { get; init; } = 3;

    /// <summary>Least begging lines without any promise.</summary>
    /// <value>12</value>
    [Range(2, 20)]
    public int MinLinesWithout { get; init; } = 12;

    /// <summary>Least time for which it goes on without any promise.</summary>
    /// <value>4 min.</value>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan MinSustainedWithout { get; init; } = TimeSpan.FromMinutes(4);

    /// <summary>Least share of that person's lines.</summary>
    /// <value>0.08</value>
    [Range(0.02, 1.0)]
    public double MinShare { get; init; } = 0.08;
}

/// <summary>Pushes to spend a relative's means, by somebody on screen or in the chat.</summary>
public sealed class MinorSpendingPolicyOptions
{
    /// <summary>Least lines.</summary>
    /// <value>3</value>
    [Range(2, 20)]
    public int MinLines { get; init; } = 3;

    /// <summary>Least rate, per minute.</summary>
    /// <value>0.3</value>
    [Range(0.05, 1000.0)]
    public double MinPerMinute { get; init; } = 0.3;

    /// <summary>Least share of that person's lines.</summary>
    /// <value>0.05</value>
    [Range(0.02, 1.0)]
    public double MinShare { get; init; } = 0.05;
}

/// <summary>Diversion to contact or payment away from the platform, by somebody on screen.</summary>
public sealed class DiversionPolicyOptions
{
    /// <summary>Least flagged lines.</summary>
    /// <value>4</value>
    [Range(2, 20)]
    public int MinLines { get; init; } = 4;

    /// <summary>Least flagged lines where at least one of them also names a handle, number, tag, account or code exactly.</summary>
    /// <value>2</value>
    [Range(2, 20)]
    public int MinLinesWithExact { get; init; } = 2;

    /// <summary>Least share of that person's lines, unless one of them is exact.</summary>
    /// <value>0.02</value>
    [Range(0.0, 1.0)]
    public double MinShare { get; init; } = 0.02;
}

/// <summary>Conversations that draw a possible minor in.</summary>
public sealed class GroomingPolicyOptions
{
    /// <summary>Least number of different aspects out of age or school, contact, secrecy, meeting, sexual.</summary>
    /// <value>3</value>
    [Range(2, 5)]
    public int MinAspects { get; init; } = 3;

    /// <summary>Least lines over which they are spread.</summary>
    /// <value>2</value>
    [Range(2, 5)]
    public int MinLines { get; init; } = 2;

    /// <summary>Least lines where age and sexual are all that was touched; two false flags in a busy live look the same as two such lines.</summary>
    /// <value>3</value>
    [Range(2, 5)]
    public int MinLinesOfAgeAndSexual { get; init; } = 3;
}
