using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Reports;

/// <summary>What a human must look at.</summary>
public sealed record ReportResponse
{
    /// <summary>Its id.</summary>
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

    /// <summary>The decision that raised it; null in what was stored before decisions were.</summary>
    public required DecisionId? DecisionId { get; init; }

    /// <summary>Orders that wait for people; empty when none does.</summary>
    public required IReadOnlyList<ProposedAction> Proposes { get; init; }

    /// <summary>How many different people must confirm before they are given: 0, 1 or 2.</summary>
    public required int ConfirmationsNeeded { get; init; }

    /// <summary>Why.</summary>
    public required IReadOnlyList<Reason> Reasons { get; init; }

    /// <summary>What it rests on.</summary>
    public required EvidenceSummary Evidence { get; init; }

    /// <summary>The log entry that tipped it.</summary>
    public required RecordRef DecidedBy { get; init; }

    /// <summary>Where to go from here.</summary>
    public required ReportLinks Links { get; init; }
}

/// <summary>Where to go from a report.</summary>
public sealed record ReportLinks(string Self, string Live, string Actions);
