using Moderation.Core.Evidence.Capture;
using Moderation.Core.Evidence.Vault;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Evidence.Vault;

/// <summary>What the vault has of a case.</summary>
public sealed record CaseEvidenceResponse
{
    /// <summary>The case.</summary>
    public required CaseId CaseId { get; init; }

    /// <summary>What it is kept for.</summary>
    public required VaultPurpose Purpose { get; init; }

    /// <summary>When it is destroyed; null is not before somebody says so.</summary>
    public required DateTimeOffset? KeptUntil { get; init; }

    /// <summary>Whether a legal hold preserves it beyond that.</summary>
    public required bool IsHeld { get; init; }

    /// <summary>What the case's reports cite, oldest report first.</summary>
    public required IReadOnlyList<EvidenceItemResponse> Items { get; init; }

    internal static CaseEvidenceResponse From(CaseId caseId, WrappedKey key, bool isHeld, TimeSpan? keep, IReadOnlyList<ReportEvidence> reports) => new()
    {
        CaseId = caseId, Purpose = key.Purpose, KeptUntil = key.Since + keep, IsHeld = isHeld,
        Items = [.. reports.SelectMany(report => report.Cited.Select(entry => EvidenceItemResponse.From(caseId, report, entry)))],
    };
}

/// <summary>One record that a report cites.</summary>
public sealed record EvidenceItemResponse
{
    /// <summary>The report that cites it.</summary>
    public required ReportId ReportId { get; init; }

    /// <summary>A picture or a line.</summary>
    public required EvidenceKind Kind { get; init; }

    /// <summary>When the picture was taken or the line was said; null where it is gone.</summary>
    public required DateTimeOffset? At { get; init; }

    /// <summary>Its name in the case; null where it is gone.</summary>
    public required string? ItemId { get; init; }

    /// <summary>Bytes of what was kept; 0 where it is gone.</summary>
    public required int Bytes { get; init; }

    /// <summary>What of a picture was kept; null for lines and where it is gone.</summary>
    public required CropBasis? Basis { get; init; }

    /// <summary>Why it is not in the vault; null when it is.</summary>
    public required GoneReason? Gone { get; init; }

    /// <summary>Where the record lay.</summary>
    public required RecordRef Source { get; init; }

    /// <summary>Where to see it, from the least to the most; empty where it is gone.</summary>
    public required IReadOnlyList<string> Views { get; init; }

    internal static EvidenceItemResponse From(CaseId caseId, ReportEvidence report, CitedEvidence entry) => new()
    {
        ReportId = report.ReportId, Kind = entry.Kind, At = entry.At, ItemId = entry.ItemId, Bytes = entry.ByteCount, Basis = entry.Basis, Gone = entry.Gone, Source = entry.Source,
        Views = entry.ItemId is null ? [] : [.. ViewsOf(entry.Kind).Select(view => $"/v1/cases/{caseId}/evidence/{entry.ItemId}?view={WireWord.From(view)}")],
    };

    /// <summary>In which ways something can be seen.</summary>
    internal static IReadOnlyList<EvidenceView> ViewsOf(EvidenceKind kind) =>
        kind == EvidenceKind.Line ? [EvidenceView.Text] : [EvidenceView.Blurred, EvidenceView.Grey, EvidenceView.Colour];
}

/// <summary>That evidence is preserved.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="IsHeld">Whether a legal hold has it.</param>
public sealed record EvidencePreservedResponse(CaseId CaseId, bool IsHeld);

/// <summary>What was handed over.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Reference">The hotline's own reference.</param>
public sealed record EvidenceHandedOverResponse(CaseId CaseId, string Reference);
