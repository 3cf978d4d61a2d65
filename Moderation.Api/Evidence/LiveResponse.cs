using Moderation.Api.Enforcement;
using Moderation.Api.Reports;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Evidence;

/// <summary>A live and what is believed about the people in it.</summary>
public sealed record LiveResponse
{
    /// <summary>The live.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>Whether it is running.</summary>
    public required LiveStatus Status { get; init; }

    /// <summary>The live's clock: newest event time read so far.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it began; null when the platform never said.</summary>
    public required DateTimeOffset? StartedAt { get; init; }

    /// <summary>How many watch, as the platform last said; null where it never did.</summary>
    public required long? Viewers { get; init; }

    /// <summary>Frames scored so far.</summary>
    public required long FramesScored { get; init; }

    /// <summary>Frames sampled but not scored so far.</summary>
    public required long FramesNotScored { get; init; }

    /// <summary>Faces that lay in no participant's tile.</summary>
    public required long FacesOutsideTiles { get; init; }

    /// <summary>Text lines scored so far.</summary>
    public required long LinesScored { get; init; }

    /// <summary>Text lines that no model could score so far.</summary>
    public required long LinesNotScored { get; init; }

    /// <summary>Decayed rates of flagged lines in the whole live; labels without any are left out.</summary>
    public required IReadOnlyList<LabelRate> FlaggedRates { get; init; }

    /// <summary>Everybody who was on screen. A belief of null is unknown, and <c>unknownBecause</c> says why; it is never the same as 0.</summary>
    public required IReadOnlyList<ParticipantState> Participants { get; init; }

    /// <summary>The last entry of the live's log that this covers.</summary>
    public required RecordRef Covers { get; init; }

    /// <summary>Where to go from here.</summary>
    public required LiveLinks Links { get; init; }
}

/// <summary>A live with its newest reports and orders.</summary>
public sealed record LiveDetailResponse
{
    /// <summary>The live.</summary>
    public required LiveResponse Live { get; init; }

    /// <summary>Its newest reports; the link in the live leads to all.</summary>
    public required IReadOnlyList<ReportResponse> Reports { get; init; }

    /// <summary>Its newest orders; the link in the live leads to all.</summary>
    public required IReadOnlyList<ActionResponse> Actions { get; init; }
}

/// <summary>Where to go from a live.</summary>
public sealed record LiveLinks(string Self, string Reports, string Actions);
