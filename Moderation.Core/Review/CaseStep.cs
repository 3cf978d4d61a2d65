using System.Text.Json.Serialization;
using Moderation.Core.Wire;

namespace Moderation.Core.Review;

/// <summary>Why nothing was changed.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<CaseRefusal>))]
public enum CaseRefusal
{
    /// <summary>It is decided.</summary>
    Closed,

    /// <summary>Somebody else holds it.</summary>
    HeldByOther,

    /// <summary>The version is not the case's any more: the lease ran out, was given away, or something was decided.</summary>
    StaleVersion,

    /// <summary>It needs a senior reviewer.</summary>
    SeniorOnly,

    /// <summary>Whoever asks has said what they think, and somebody else must.</summary>
    AlreadyDecided,

    /// <summary>It is about a decision of whoever asks.</summary>
    OwnDecision,
}

/// <summary>What became of an attempt to change a case.</summary>
/// <param name="Case">The case afterwards; as it was before where it was refused.</param>
/// <param name="Refusal">Why nothing was changed; null when it was.</param>
public readonly record struct CaseStep(ReviewCase Case, CaseRefusal? Refusal = null)
{
    /// <summary>Whether the case was changed.</summary>
    public bool IsDone => Refusal is null;
}
