using System.Text.Json.Serialization;
using Moderation.Core.Statistics;
using Moderation.Core.Wire;

namespace Moderation.Api.PolicyReports.Figures;

/// <summary>One number of a policy report, with what it rests on.</summary>
public sealed record Figure
{
    /// <summary>What it is about.</summary>
    public required FigureTheme Theme { get; init; }

    /// <summary>What is measured: <c>reports</c>, <c>upheld</c>, <c>first_look_median</c>; docs/policy-reports.md says how.</summary>
    public required string Name { get; init; }

    /// <summary>By what the whole is cut: <c>day</c>, <c>hour</c> (UTC), <c>policy</c>, <c>queue</c>, <c>kind</c>, <c>language</c> …; <c>all</c> for the whole.</summary>
    public required string By { get; init; }

    /// <summary>The part; empty for the whole, for what belongs to no policy or queue, and for what no language is told of.</summary>
    public required string Part { get; init; }

    /// <summary>How many it was counted from, or that have the property.</summary>
    public long? Count { get; init; }

    /// <summary>Out of how many.</summary>
    public long? Of { get; init; }

    /// <summary>The number; null where it is unknown, which is not 0.</summary>
    public double? Value { get; init; }

    /// <summary>Lower end of its 95 % interval, or of the bound that holds at every time; null where there is none.</summary>
    public double? Low { get; init; }

    /// <summary>Upper end.</summary>
    public double? High { get; init; }

    /// <summary>What it should not exceed: a budget, or the threshold of an alert; null where there is none.</summary>
    public double? Limit { get; init; }

    /// <summary>Unit of the numbers.</summary>
    public required FigureUnit Unit { get; init; }

    /// <summary>Why the number is unknown; null where it is known.</summary>
    public FigureGap? Unknown { get; init; }

    internal static Figure Counted(FigureTheme theme, string name, string by, string part, long count) =>
        new() { Theme = theme, Name = name, By = by, Part = part, Count = count, Value = count, Unit = FigureUnit.Count };

    internal static Figure Share(FigureTheme theme, string name, string by, string part, long count, long of)
    {
        var share = Proportion.Wilson(count, of);
        return new Figure
        {
            Theme = theme, Name = name, By = by, Part = part, Count = count, Of = of, Value = share.Share, Low = share.Low, High = share.High, Unit = FigureUnit.Share,
            Unknown = of == 0 ? FigureGap.Nothing : null,
        };
    }

    internal static Figure Gap(FigureTheme theme, string name, FigureGap why, FigureUnit unit = FigureUnit.Share, string by = "all", string part = "") =>
        new() { Theme = theme, Name = name, By = by, Part = part, Unit = unit, Unknown = why };
}

/// <summary>Unit of a figure.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<FigureUnit>))]
public enum FigureUnit
{
    /// <summary>How many.</summary>
    Count,

    /// <summary>0..1.</summary>
    Share,

    /// <summary>Seconds.</summary>
    Seconds,

    /// <summary>Coins of the platform.</summary>
    Coins,

    /// <summary>Hundredths, or whatever the currency's smallest unit is.</summary>
    MinorUnits,

    /// <summary>An index without a unit.</summary>
    Index,

    /// <summary>Natural logarithm of odds, for each step.</summary>
    LogOdds,
}

/// <summary>Why a figure is unknown.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<FigureGap>))]
public enum FigureGap
{
    /// <summary>There was nothing to count it from.</summary>
    Nothing,

    /// <summary>There was too little for the number to mean anything.</summary>
    TooFew,

    /// <summary>The platform does not tell what it would be computed from.</summary>
    NotTold,

    /// <summary>It cannot be cut by what was asked for.</summary>
    NotCutSo,
}
