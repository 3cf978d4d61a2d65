using System.Text.Json.Serialization;
using Moderation.Core.Wire;

namespace Moderation.Api.PolicyReports.Statements.Exports;

/// <summary>Where an export is.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ExportState>))]
public enum ExportState
{
    /// <summary>It waits or is being written.</summary>
    Queued,

    /// <summary>It can be fetched.</summary>
    Done,

    /// <summary>It cannot be written; its failure says why.</summary>
    Failed,
}

/// <summary>Asks for the statements of a time.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record StartExportRequest
{
    /// <summary>Orders that were first sent to the platform at this time or later, with offset, such as 2026-01-31T00:00:00Z.</summary>
    public string? From { get; init; }

    /// <summary>Orders that were first sent before this time, with offset; it must be over.</summary>
    public string? To { get; init; }

    /// <summary>Who asks; may stand in the header <c>Actor</c> instead.</summary>
    public string? Actor { get; init; }
}

/// <summary>An export of statements of reasons.</summary>
public sealed record ExportResponse
{
    /// <summary>Its id.</summary>
    public required string ExportId { get; init; }

    /// <summary>Orders that were first sent to the platform at this time or later.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Orders that were first sent before this time.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Where it is.</summary>
    public required ExportState State { get; init; }

    /// <summary>Who asked for it, by the name that the request gave.</summary>
    public required string AskedBy { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>When it was done or failed; null before.</summary>
    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>Statements in it, every one valid; null until it is done.</summary>
    public required int? Statements { get; init; }

    /// <summary>Orders that are not in it, by reason: why they need no statement or why none can be written, or <c>faulty</c>. Null until it is done.</summary>
    public required IReadOnlyDictionary<string, int>? LeftOut { get; init; }

    /// <summary>Why it failed, in words; null when it did not.</summary>
    public required string? Failure { get; init; }

    /// <summary>SHA-256 of the zip file, in lower-case hexadecimal; null until it is done.</summary>
    public required string? Sha256 { get; init; }

    /// <summary>Where to go from here.</summary>
    public required ExportLinks Links { get; init; }
}

/// <summary>Where to go from an export.</summary>
/// <param name="Self">The export.</param>
/// <param name="Zip">Its batches, each as the transparency database takes it at once; there when it is done.</param>
/// <param name="Ndjson">The same statements, one a line.</param>
public sealed record ExportLinks(string Self, string Zip, string Ndjson);
