using System.Text.Json;
using Moderation.Api.Http;
using Moderation.Core.Wire;

namespace Moderation.Api.PolicyReports.Statements.Exports;

/// <summary>An export as callers see it, out of <c>statement_export</c>, without its content.</summary>
internal sealed record ExportRow
{
    public const string Columns = "export_id, released_from, released_before, state, asked_by, asked_at, ended_at, statement_count, left_out_count, left_out, failure, sha256";

    public string ExportId { get; init; } = "";

    public DateTimeOffset ReleasedFrom { get; init; }

    public DateTimeOffset ReleasedBefore { get; init; }

    public string State { get; init; } = "";

    public string AskedBy { get; init; } = "";

    public DateTimeOffset AskedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public int? StatementCount { get; init; }

    public int? LeftOutCount { get; init; }

    public string? LeftOut { get; init; }

    public string? Failure { get; init; }

    public string? Sha256 { get; init; }

    public Cursor Cursor => new(AskedAt, ExportId);

    public ExportState Phase => WireWord.Parse<ExportState>(State);

    public ExportResponse ToResponse() => new()
    {
        ExportId = ExportId,
        From = ReleasedFrom,
        To = ReleasedBefore,
        State = Phase,
        AskedBy = AskedBy,
        AskedAt = AskedAt,
        EndedAt = EndedAt,
        Statements = StatementCount,
        LeftOut = LeftOut is null ? null : JsonSerializer.Deserialize<Dictionary<string, int>>(LeftOut),
        Failure = Failure,
        Sha256 = Sha256,
        Links = new ExportLinks($"/v1/statements/exports/{ExportId}", $"/v1/statements/exports/{ExportId}.zip", $"/v1/statements/exports/{ExportId}.ndjson"),
    };
}

/// <summary>The content of an export.</summary>
internal sealed record ExportContentRow
{
    public string State { get; init; } = "";

    public byte[]? Content { get; init; }
}
