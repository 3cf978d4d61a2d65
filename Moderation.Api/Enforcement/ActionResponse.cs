using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Enforcement;

/// <summary>An order to the platform, and what became of it.</summary>
public sealed record ActionResponse
{
    /// <summary>Its id.</summary>
    public required ActionId ActionId { get; init; }

    /// <summary>The live.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>Whom it concerns.</summary>
    public required SubjectRef Subject { get; init; }

    /// <summary>What the platform was told to do.</summary>
    public required ActionKind Kind { get; init; }

    /// <summary>The live's clock when it was ordered.</summary>
    public required DateTimeOffset OrderedAt { get; init; }

    /// <summary>When the platform must undo it by itself, if nothing renews it.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whether it is in force at the time asked for: ordered, and neither expired nor lifted, refused or reversed. A reversal itself never is.</summary>
    public required bool Active { get; init; }

    /// <summary>The order that this one undoes, if it is a reversal.</summary>
    public required ActionId? Reverses { get; init; }

    /// <summary>For throttled gifts: most coins that the subject may receive a minute.</summary>
    public required long? MaxCoinsPerMinute { get; init; }

    /// <summary>For a hidden line: the platform's id of it.</summary>
    public required string? MessageId { get; init; }

    /// <summary>The decision that it carries out; null in what was stored before decisions were.</summary>
    public required DecisionId? DecisionId { get; init; }

    /// <summary>The verdicts that confirmed it, or overturned the order that it reverses; empty for an automatic order.</summary>
    public required IReadOnlyList<string> Verdicts { get; init; }

    /// <summary>The policy that ordered it.</summary>
    public required PolicyRef Policy { get; init; }

    /// <summary>The rung of the policy's ladder.</summary>
    public required string Rung { get; init; }

    /// <summary>The rule of the platform's terms, or of law, that it rests on.</summary>
    public required string Ground { get; init; }

    /// <summary>Why.</summary>
    public required IReadOnlyList<Reason> Reasons { get; init; }

    /// <summary>What it rests on.</summary>
    public required EvidenceSummary Evidence { get; init; }

    /// <summary>The report that the order belongs to.</summary>
    public required ReportId ReportId { get; init; }

    /// <summary>The log entry that tipped it.</summary>
    public required RecordRef DecidedBy { get; init; }

    /// <summary>The platform's word on it, oldest first; empty when it has not answered.</summary>
    public required IReadOnlyList<ReceiptResponse> Receipts { get; init; }

    /// <summary>Where to go from here.</summary>
    public required ActionLinks Links { get; init; }
}

/// <summary>The platform's word on an order.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="At">When the effect took place.</param>
/// <param name="Detail">More, where the platform tells.</param>
public sealed record ReceiptResponse(ReceiptStatus Status, DateTimeOffset At, string? Detail);

/// <summary>Where to go from an order.</summary>
public sealed record ActionLinks(string Self, string Live, string Report);
