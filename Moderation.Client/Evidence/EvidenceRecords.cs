using System.Text.Json.Serialization;

namespace Moderation.Client.Evidence;

/// <summary>What the vault has of a case.</summary>
public sealed record CaseEvidenceResponse
{
    /// <summary>The case.</summary>
    public required string CaseId { get; init; }

    /// <summary>What it is kept for.</summary>
    public required VaultPurpose Purpose { get; init; }

    /// <summary>When it is destroyed; null is not before somebody says so.</summary>
    public required DateTimeOffset? KeptUntil { get; init; }

    /// <summary>Whether a legal hold preserves it beyond that.</summary>
    public required bool IsHeld { get; init; }

    /// <summary>What the case's reports cite, oldest report first.</summary>
    public required IReadOnlyList<EvidenceItemResponse> Items { get; init; }
}

/// <summary>One record that a report cites.</summary>
public sealed record EvidenceItemResponse
{
    /// <summary>The report that cites it.</summary>
    public required string ReportId { get; init; }

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
}

/// <summary>Where one Kafka record lies. Signals cite frames by it; pixels themselves are never copied into another record.</summary>
public sealed record RecordRef
{
    /// <summary>Topic name.</summary>
    public required string Topic { get; init; }

    /// <summary>Partition, from 0.</summary>
    public required int Partition { get; init; }

    /// <summary>Offset in the partition, from 0.</summary>
    public required long Offset { get; init; }
}

/// <summary>What evidence of a case is kept for. Each purpose has a retention of its own.</summary>
[JsonConverter(typeof(WordConverter<VaultPurpose>))]
public enum VaultPurpose
{
    Review,
    Appeal,
    LegalHold,
}

/// <summary>What can be evidence.</summary>
[JsonConverter(typeof(WordConverter<EvidenceKind>))]
public enum EvidenceKind
{
    Frame,
    Line,
}

/// <summary></summary>
[JsonConverter(typeof(WordConverter<CropBasis>))]
public enum CropBasis
{
    Face,
    Tile,
    WholeFrame,
}

/// <summary></summary>
[JsonConverter(typeof(WordConverter<GoneReason>))]
public enum GoneReason
{
    Retention,
    NotThere,
    NotOfLive,
    Unusable,
}
