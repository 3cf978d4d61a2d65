using System.Text.Json.Serialization;
using Moderation.Core.Subjects;

namespace Moderation.Core.Wire;

/// <summary>The policy that decided.</summary>
/// <param name="Name">Name of the policy.</param>
/// <param name="Hash">Hash of its content with the calibration it used; the same hash decides the same on the same log.</param>
public sealed record PolicyRef(string Name, string Hash)
{
    /// <summary>What stands in the place of a hash where a person ordered, and in the place of a name where no policy had reported.</summary>
    public const string ByHand = "review";
}

/// <summary>One reason in a form that machines compare and people read.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Text">One English sentence with the values that mattered. No chat, no names.</param>
public sealed record Reason(string Code, string Text);

/// <summary>How soon a human must look.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ReportPriority>))]
public enum ReportPriority
{
    /// <summary>In its turn.</summary>
    Normal,

    /// <summary>Before the normal ones: harm goes on while it waits.</summary>
    High,

    /// <summary>Now: somebody may be in danger.</summary>
    Urgent,
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

    /// <summary>How soon a human must look.</summary>
    public required ReportPriority Priority { get; init; }

    /// <summary>The live's clock when the rung was reached.</summary>
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>The live's clock when the evidence last rose over the rung's threshold.</summary>
    public required DateTimeOffset EpisodeStartedAt { get; init; }

    /// <summary>The decision that raised it.</summary>
    public required DecisionId DecisionId { get; init; }

    /// <summary>Orders that wait for people; empty when none does.</summary>
    public IReadOnlyList<ProposedAction> Proposes { get; init => field = value ?? []; } = [];

    /// <summary>How many different people must confirm before they are given: 0, 1 or 2.</summary>
    public int ConfirmationsNeeded { get; init; }

    /// <summary>Why.</summary>
    public required IReadOnlyList<Reason> Reasons { get; init => field = WireList.Whole(value); }

    /// <summary>What it rests on.</summary>
    public required EvidenceSummary Evidence { get; init; }

    /// <summary>The log entry that tipped it.</summary>
    public required RecordRef DecidedBy { get; init; }

    /// <inheritdoc/>
    public string? FindFault() => Subject.FindFault() ?? Evidence.FindFault();
}
