using System.Text.Json.Serialization;
using Moderation.Core.Subjects;

namespace Moderation.Core.Wire;

/// <summary>What followed from a decision.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<DecisionEffect>))]
public enum DecisionEffect
{
    /// <summary>Its report was raised and its orders, if any, were given.</summary>
    Enforced,

    /// <summary>Its report was raised; its orders wait for people.</summary>
    AwaitingConfirmation,

    /// <summary>Nothing: the version is in shadow.</summary>
    Recorded,

    /// <summary>Nothing: the subject is exempt from the policy.</summary>
    Exempt,
}

/// <summary>A policy sheet applied to evidence: a subject reached a rung. Value of <see cref="TopicNames.Decisions"/>, key is the live.</summary>
public sealed record DecisionRecord : IWireRecord
{
    /// <inheritdoc/>
    public required int V { get; init; }

    /// <summary>Derived from live, subject, policy hash, rung and episode start.</summary>
    public required DecisionId DecisionId { get; init; }

    /// <summary>The live.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>Whom it concerns.</summary>
    public required SubjectRef Subject { get; init; }

    /// <summary>The policy that decided.</summary>
    public required PolicyRef Policy { get; init; }

    /// <summary>Hash of the normalised sheet that decided, as in <see cref="PolicyVersion.SheetHash"/>; <see cref="Policy"/> also covers the calibration.</summary>
    public string? SheetHash { get; init; }

    /// <summary>Stage of the version that decided.</summary>
    public required PolicyStage Stage { get; init; }

    /// <summary>The rung of the policy's ladder.</summary>
    public required string Rung { get; init; }

    /// <summary>Name of the sheet's variant that holds for the live's country; null for the sheet itself.</summary>
    public string? Variant { get; init; }

    /// <summary>What followed.</summary>
    public required DecisionEffect Effect { get; init; }

    /// <summary>The guard that made the orders wait; null when none did.</summary>
    public GuardKind? Guard { get; init; }

    /// <summary>The live's clock when it was decided.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Since when the rung's condition has held.</summary>
    public required DateTimeOffset EpisodeStartedAt { get; init; }

    /// <summary>Why.</summary>
    public required IReadOnlyList<Reason> Reasons { get; init => field = WireList.Whole(value); }

    /// <summary>What it rests on.</summary>
    public required EvidenceSummary Evidence { get; init; }

    /// <summary>What the sheet orders at this rung, whether it was ordered or not.</summary>
    public IReadOnlyList<ProposedAction> Actions { get; init => field = value ?? []; } = [];

    /// <summary>The report that it raised or joined; null when nothing followed.</summary>
    public ReportId? ReportId { get; init; }

    /// <summary>The log entry that tipped it.</summary>
    public required RecordRef DecidedBy { get; init; }

    /// <inheritdoc/>
    public string? FindFault() => Subject.FindFault() ?? Evidence.FindFault();
}

/// <summary>An order as a sheet words it, before it is given.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="LastsSeconds">After which time the platform undoes it by itself, in seconds.</param>
/// <param name="MaxCoinsPerMinute">For <see cref="ActionKind.ThrottleGifts"/>: most coins that the subject may receive a minute.</param>
[method: JsonConstructor]
public readonly record struct ProposedAction(ActionKind Kind, double LastsSeconds, long? MaxCoinsPerMinute = null);
