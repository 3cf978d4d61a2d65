using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Moderation.Api.Database;
using Moderation.Api.Http;
using Moderation.Core.PolicyReports.Statements;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.PolicyReports.Statements.Exports;

/// <summary>Writes exports that wait, one after another.</summary>
/// <remarks>
/// The row of an export is locked while it is written. A process that dies gives the lock up with its connection, and the export waits again; so none is lost, and
/// none is written by two at once.
/// </remarks>
internal sealed class ExportRun(NpgsqlDataSource source, StatementStore statements, StatementDesk desk, IOptions<StatementOptions> options, TimeProvider time, ILogger<ExportRun> log)
{
    private const int PageSize = 500;
    private const string Faulty = "faulty";

    private static readonly SqlQuery<ExportRow> Claim = new(
        $"""
        select {ExportRow.Columns}
        from statement_export
        where state = 'queued'
        order by asked_at, export_id
        limit 1
        for update skip locked
        """);

    private static readonly SqlStatement End = new(
        """
        update statement_export
        set state = @state, ended_at = @at, statement_count = @statements, left_out_count = @leftOutCount, left_out = @leftOut::jsonb, failure = @failure,
            sha256 = @sha256, content = @content
        where export_id = @id
        """);

    /// <summary>Writes the export that has waited for longest.</summary>
    /// <returns>Its id; null when none waits.</returns>
    public async Task<string?> RunNextAsync(CancellationToken token)
    {
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        if ((await transaction.QueryAsync(Claim, new { }, token)).SingleOrDefault() is not { } export)
            return null;
        try
        {
            using var archive = new ExportArchive();
            await FillAsync(archive, export, token);
            var content = archive.Finish(options.Value.Platform, export.ReleasedFrom, export.ReleasedBefore);
            await EndAsync(transaction, export, ExportState.Done, archive, content, null, token);
            log.ExportWritten(export.ExportId, archive.Statements, archive.LeftOutCount);
        }
        catch (ExportTooLargeException e)
        {
            await EndAsync(transaction, export, ExportState.Failed, null, null, e.Message, token);
            log.ExportFailed(export.ExportId, e.Message, null);
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or FormatException or Moderation.Core.Policies.SheetException)
        {
            // Rows that cannot be read do not pass by waiting, and must not keep the exports behind them from being written.
            await EndAsync(transaction, export, ExportState.Failed, null, null, $"a stored order or sheet cannot be read: {e.Message}", token);
            log.ExportFailed(export.ExportId, e.Message, e);
        }

        await transaction.CommitAsync(token);
        return export.ExportId;
    }

    private async Task FillAsync(ExportArchive archive, ExportRow export, CancellationToken token)
    {
        var read = 0;
        Cursor? after = null;
        do
        {
            var rows = await statements.PageAsync(export.ReleasedFrom, export.ReleasedBefore, after, PageSize, token);
            foreach (var row in rows.Take(PageSize))
                await AddAsync(archive, row, token);
            if ((read += Math.Min(rows.Count, PageSize)) > options.Value.MaxPerExport)
                throw new ExportTooLargeException(options.Value.MaxPerExport);
            after = rows.Count > PageSize ? rows[PageSize - 1].Cursor : null;
        }
        while (after is not null);
    }

    private async Task AddAsync(ExportArchive archive, StatementRow row, CancellationToken token)
    {
        var (duty, statement) = await desk.WriteAsync(row, token);
        if (duty != StatementDuty.Due || statement is null)
        {
            archive.LeaveOut(row.ActionId, WireWord.From(duty), []);
            return;
        }

        if (StatementCheck.Check(statement) is { Count: > 0 } faults)
            archive.LeaveOut(row.ActionId, Faulty, faults);
        else
            archive.Add(statement);
    }

    private Task<int> EndAsync(NpgsqlTransaction transaction, ExportRow export, ExportState state, ExportArchive? archive, byte[]? content, string? failure, CancellationToken token) =>
        transaction.ExecuteAsync(
            End,
            new
            {
                id = export.ExportId,
                state = WireWord.From(state),
                at = time.GetUtcNow(),
                statements = archive?.Statements,
                leftOutCount = archive?.LeftOutCount,
                leftOut = archive is null ? null : JsonSerializer.Serialize(archive.LeftOut),
                failure,
                sha256 = content is null ? null : Convert.ToHexStringLower(SHA256.HashData(content)),
                content,
            },
            token);

    private sealed class ExportTooLargeException(int most) : Exception(
        $"the time holds more than {most} orders ({StatementOptions.Section}:{nameof(StatementOptions.MaxPerExport)}); ask for a shorter one");
}
