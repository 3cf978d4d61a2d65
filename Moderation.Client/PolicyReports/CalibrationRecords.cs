using System.Text.Json.Serialization;

namespace Moderation.Client.PolicyReports;

/// <summary>What verdicts said of beliefs.</summary>
public sealed record CalibrationsResponse
{
    /// <summary>What these figures cannot say; it belongs beside them wherever they are shown.</summary>
    public required string Caution { get; init; }

    /// <summary>One for each policy and day, and one more for each version of the models behind it.</summary>
    public required IReadOnlyList<CalibrationResponse> Items { get; init; }
}

/// <summary>What verdicts said of one policy's beliefs, as it was on a day.</summary>
public sealed record CalibrationResponse
{
    /// <summary>The day, in UTC, on which it was written.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The policy.</summary>
    public required string Policy { get; init; }

    /// <summary>Names and beginnings of hashes of the models behind the beliefs; null for all of them together.</summary>
    public required string? Models { get; init; }

    /// <summary>Cases that were closed from then on …</summary>
    public required DateTimeOffset ClosedFrom { get; init; }

    /// <summary>… and before then are compared.</summary>
    public required DateTimeOffset ClosedBefore { get; init; }

    /// <summary>When it was computed.</summary>
    public required DateTimeOffset ComputedAt { get; init; }

    /// <summary>Cases that were upheld or overturned in the end.</summary>
    public required long Judged { get; init; }

    /// <summary>Those that were upheld.</summary>
    public required long Upheld { get; init; }

    /// <summary>Cases of which nobody could tell.</summary>
    public required long Undecided { get; init; }

    /// <summary>Cases about which the last word was still to come.</summary>
    public required long Contested { get; init; }

    /// <summary>What was believed against the share that was upheld, by tenths of belief.</summary>
    public required IReadOnlyList<CalibrationPart> Bins { get; init; }

    /// <summary>Brier score, 0..1; null where nothing was judged.</summary>
    public required CalibrationScore? Brier { get; init; }

    /// <summary>Expected calibration error, 0..1; null where nothing was judged.</summary>
    public required CalibrationScore? CalibrationError { get; init; }

    /// <summary>What beliefs are worth, in rising steps; null where too few were judged. Outside of the steps nothing is known.</summary>
    public required IReadOnlyList<CalibrationPart>? Correction { get; init; }

    /// <summary>Brier score of corrected beliefs on cases that the correction was not fitted on; null without a correction.</summary>
    public required double? CorrectedBrier { get; init; }

    /// <summary>Why there is no correction; null where there is one.</summary>
    public required CalibrationGap? Gap { get; init; }
}

/// <summary>Beliefs that are taken together.</summary>
public sealed record CalibrationPart
{
    /// <summary>Lowest belief, 0..1.</summary>
    public required double From { get; init; }

    /// <summary>Highest belief.</summary>
    public required double To { get; init; }

    /// <summary>Mean of the beliefs in a tenth; null in a correction.</summary>
    public required double? MeanBelief { get; init; }

    /// <summary>How many of them were upheld.</summary>
    public required long Upheld { get; init; }

    /// <summary>How many were judged.</summary>
    public required long Judged { get; init; }

    /// <summary>Share that was upheld, 0..1.</summary>
    public required double Share { get; init; }

    /// <summary>Lower end of its 95 % interval.</summary>
    public required double Low { get; init; }

    /// <summary>Upper end.</summary>
    public required double High { get; init; }
}

/// <summary>A score with its 95 % interval.</summary>
public sealed record CalibrationScore
{
    /// <summary>The score.</summary>
    public required double Value { get; init; }

    /// <summary>Lower end; null where too few were judged.</summary>
    public required double? Low { get; init; }

    /// <summary>Upper end; null where too few were judged.</summary>
    public required double? High { get; init; }
}

/// <summary>Why no correction was fitted.</summary>
[JsonConverter(typeof(WordConverter<CalibrationGap>))]
public enum CalibrationGap
{
    TooFew,
    OneSided,
}
