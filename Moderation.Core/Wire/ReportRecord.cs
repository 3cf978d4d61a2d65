using Moderation.Core.Subjects;

namespace Moderation.Core.Wire;

/// <summary>The person in a live whom a report or an order concerns.</summary>
/// <param name="ParticipantId">The person.</param>
/// <param name="Role">Why the person is on screen.</param>
/// <param name="UserId">The person's account, where the platform tells.</param>
public sealed record SubjectRef(ParticipantId ParticipantId, ParticipantRole Role, UserId? UserId = null);

/// <summary>The policy that decided.</summary>
/// <param name="Name">Name of the policy.</param>
/// <param name="Hash">Hash of its content with the calibration it used; the same hash decides the same on the same log.</param>
public sealed record PolicyRef(string Name, string Hash);

/// <summary>One reason in a form that machines compare and people read.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Text">One English sentence with the values that mattered. No chat, no names.</param>
public sealed record Reason(string Code, string Text);

/// <summary>The evidence that a decision rested on.</summary>
public sealed record EvidenceSummary
{
    /// <summary>Probability of being under 18.</summary>
    public required double Belief { get; init; }

    /// <summary>Clear-face time behind it, in seconds.</summary>
    public required double ClearFaceSeconds { get; init; }

    /// <summary>Clear faces behind it.</summary>
    public required long ClearFaces { get; init; }

    /// <summary>Faces seen but not clear.</summary>
    public required long PoorFaces { get; init; }

    /// <summary>Mean of the ages read, in years.</summary>
    public required double MeanReadYears { get; init; }

    /// <summary>How many independent readings the correlated ones are worth.</summary>
    public required double EffectiveFaces { get; init; }

    /// <summary>The frames that weighed most, newest first. They are gone when the topic's retention is over.</summary>
    public required IReadOnlyList<RecordRef> Frames { get; init; }

    /// <summary>The models that read them.</summary>
    public required IReadOnlyList<ModelRef> Models { get; init; }
}

/// <summary>What a human must look at. Value of <see cref="TopicNames.Reports"/>, key is the live.</summary>
public sealed record ReportRecord : IWireRecord
{
    /// <inheritdoc/>
    public required int V { get; init; }

    /// <summary>Derived from live, subject, policy, rung and episode start.</summary>
    public required ReportId ReportId { get; init; }

    /// <summary>The live.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>Whom it concerns.</summary>
    public required SubjectRef Subject { get; init; }

    /// <summary>The policy that raised it.</summary>
    public required PolicyRef Policy { get; init; }

    /// <summary>The rung of the policy's ladder.</summary>
    public required string Rung { get; init; }

    /// <summary>The live's clock when the rung was reached.</summary>
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>The live's clock when the belief last rose over the rung's threshold.</summary>
    public required DateTimeOffset EpisodeStartedAt { get; init; }

    /// <summary>Why.</summary>
    public required IReadOnlyList<Reason> Reasons { get; init; }

    /// <summary>What it rests on.</summary>
    public required EvidenceSummary Evidence { get; init; }

    /// <summary>The log entry that tipped it.</summary>
    public required RecordRef DecidedBy { get; init; }
}
