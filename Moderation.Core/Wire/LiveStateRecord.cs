using System.Text.Json.Serialization;
using Moderation.Core.Subjects;

namespace Moderation.Core.Wire;

/// <summary>Whether a live is running.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<LiveStatus>))]
public enum LiveStatus
{
    /// <summary>Running.</summary>
    Live,

    /// <summary>Over.</summary>
    Ended,
}

/// <summary>Why there is no belief.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<UnknownReason>))]
public enum UnknownReason
{
    /// <summary>No face was seen yet.</summary>
    NoFace,

    /// <summary>Clear-face time is below what a belief needs.</summary>
    TooLittleClearFaceTime,
}

/// <summary>Latest evidence about one live. Value of <see cref="TopicNames.LiveState"/> (compacted), key is the live.</summary>
public sealed record LiveStateRecord : IWireRecord
{
    /// <inheritdoc/>
    public required int V { get; init; }

    /// <summary>The live.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>The live's clock: newest event time read so far.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The last entry of the live's log that this covers.</summary>
    public required RecordRef Covers { get; init; }

    /// <summary>Whether it is running.</summary>
    public required LiveStatus Status { get; init; }

    /// <summary>When it began; null when the platform never said.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>How many watch, as the platform last said; null where it never did.</summary>
    public long? Viewers { get; init; }

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

    /// <summary>Decayed rates of flagged lines in the whole live, in the order of <see cref="TextLabel"/>; labels without any are left out.</summary>
    public required IReadOnlyList<LabelRate> FlaggedRates { get; init; }

    /// <summary>Everybody who was on screen, in order of appearance.</summary>
    public required IReadOnlyList<ParticipantState> Participants { get; init => field = WireList.Whole(value); }
}

/// <summary>How often lines are flagged with one label.</summary>
/// <param name="Label">The label.</param>
/// <param name="PerMinute">Decayed rate, each line weighted by its calibrated score, per minute of event time.</param>
[method: JsonConstructor]
public readonly record struct LabelRate(TextLabel Label, double PerMinute);

/// <summary>Evidence about one person in a live.</summary>
public sealed record ParticipantState
{
    /// <summary>The person.</summary>
    public required ParticipantId ParticipantId { get; init; }

    /// <summary>The person's account, where the platform tells.</summary>
    public UserId? UserId { get; init; }

    /// <summary>Why the person is on screen.</summary>
    public required ParticipantRole Role { get; init; }

    /// <summary>Where; null when not visible now.</summary>
    public NormalizedBox? Tile { get; init; }

    /// <summary>Probability of being under 18; null is unknown, and unknown is not zero.</summary>
    public double? Belief { get; init; }

    /// <summary>Why there is no belief; null when there is one.</summary>
    public UnknownReason? UnknownBecause { get; init; }

    /// <summary>Clear-face time so far, in seconds of event time.</summary>
    public required double ClearFaceSeconds { get; init; }

    /// <summary>Clear faces read so far.</summary>
    public required long ClearFaces { get; init; }

    /// <summary>Faces seen but not clear so far.</summary>
    public required long PoorFaces { get; init; }

    /// <summary>Mean of the ages read on clear faces, in years; null before the first.</summary>
    public double? MeanReadYears { get; init; }
}
