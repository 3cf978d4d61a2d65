using Moderation.Core.PolicyReports;

namespace Moderation.Api.PolicyReports.Calibration;

/// <summary>What verdicts said of beliefs.</summary>
/// <param name="Caution">What these figures cannot say, in a sentence; it belongs beside them wherever they are shown.</param>
/// <param name="Items">One for each policy and day, and one more for each version of the models behind it.</param>
public sealed record CalibrationsResponse(string Caution, IReadOnlyList<CalibrationResponse> Items);

/// <summary>What verdicts said of one policy's beliefs, as it was on a day. It changes nothing that decides: whoever wants a correction takes it over into a new version.</summary>
public sealed record CalibrationResponse
{
    internal const string Caution =
        "Only what was reported is judged: of beliefs under a policy's threshold nothing is known, and a correction holds for reports of this policy alone, not for everybody whom the models read.";

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

    /// <summary>When it was computed; it does not change any more, whatever is said later.</summary>
    public required DateTimeOffset ComputedAt { get; init; }

    /// <summary>Cases that were upheld or overturned in the end. These alone are compared.</summary>
    public required long Judged { get; init; }

    /// <summary>Those that were upheld.</summary>
    public required long Upheld { get; init; }

    /// <summary>Cases of which nobody could tell; they are in no other figure.</summary>
    public required long Undecided { get; init; }

    /// <summary>Cases about which an appeal, or the word of a third reviewer, was still to come; they are in no other figure.</summary>
    public required long Contested { get; init; }

    /// <summary>What was believed against the share that was upheld, by tenths of belief; empty tenths are left out.</summary>
    public required IReadOnlyList<CalibrationPart> Bins { get; init; }

    /// <summary>Brier score, 0..1; null where nothing was judged.</summary>
    public required CalibrationScore? Brier { get; init; }

    /// <summary>Expected calibration error, 0..1; null where nothing was judged.</summary>
    public required CalibrationScore? CalibrationError { get; init; }

    /// <summary>What beliefs are worth, in rising steps, with a straight line between two; null where too few were judged. Outside of the steps nothing is known.</summary>
    public required IReadOnlyList<CalibrationPart>? Correction { get; init; }

    /// <summary>Brier score of corrected beliefs on cases that the correction was not fitted on; where it is not under <see cref="Brier"/>, correcting does not help. Null without a correction.</summary>
    public required double? CorrectedBrier { get; init; }

    /// <summary>Why there is no correction; null where there is one.</summary>
    public required CalibrationGap? Gap { get; init; }
}

/// <summary>Beliefs that are taken together.</summary>
/// <param name="From">Lowest belief, 0..1.</param>
/// <param name="To">Highest belief.</param>
/// <param name="MeanBelief">Mean of the beliefs in a tenth; null in a correction.</param>
/// <param name="Upheld">How many of them were upheld.</param>
/// <param name="Judged">How many were judged.</param>
/// <param name="Share">Share that was upheld, 0..1.</param>
/// <param name="Low">Lower end of its 95 % interval.</param>
/// <param name="High">Upper end.</param>
public sealed record CalibrationPart(double From, double To, double? MeanBelief, long Upheld, long Judged, double Share, double Low, double High);

/// <summary>A score with its 95 % interval.</summary>
/// <param name="Value">The score.</param>
/// <param name="Low">Lower end; null where too few were judged.</param>
/// <param name="High">Upper end; null where too few were judged.</param>
public sealed record CalibrationScore(double Value, double? Low, double? High);
