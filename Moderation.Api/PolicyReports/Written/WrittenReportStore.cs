using Moderation.Api.Database;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.PolicyReports.Written;

/// <summary>Keeps reports as they were written.</summary>
internal sealed class WrittenReportStore(NpgsqlDataSource source)
{
    private const int MostListed = 200;

    // Written once: what somebody has read is not changed under them.
    private static readonly SqlStatement Insert = new(
        """
        insert into policy_report (kind, first_day, last_day, language, written_at, html)
        values (@kind, @firstDay, @lastDay, @language, @writtenAt, @html)
        on conflict (kind, first_day, language) do nothing
        """);

    private static readonly SqlQuery<WrittenReportRow> SelectAll = new(
        """
        select kind, first_day, last_day, language, written_at
        from policy_report
        order by last_day desc, kind, language
        limit @limit
        """);

    private static readonly SqlQuery<WrittenPageRow> SelectOne = new("select html from policy_report where kind = @kind and first_day = @firstDay and language = @language");

    private static readonly SqlQuery<CountedRow> CountOne = new("select count(*) as count from policy_report where kind = @kind and first_day = @firstDay and language = @language");

    private static readonly SqlStatement Drop = new("delete from policy_report where written_at < @before");

    public async Task<bool> ExistsAsync(WrittenReportKind kind, DateOnly firstDay, string language, CancellationToken token) =>
        (await source.QueryAsync(CountOne, new { kind = WireWord.From(kind), firstDay, language }, token)).Single().Count > 0;

    /// <summary>Keeps a report; one that is there stays as it is.</summary>
    public Task AddAsync(WrittenReportRow report, string html, CancellationToken token) =>
        source.ExecuteAsync(Insert, new { report.Kind, report.FirstDay, report.LastDay, report.Language, report.WrittenAt, html }, token);

    /// <summary>The newest reports, without their text.</summary>
    public Task<IReadOnlyList<WrittenReportRow>> ListAsync(CancellationToken token) => source.QueryAsync(SelectAll, new { limit = MostListed }, token);

    /// <summary>A report's page; null where there is none.</summary>
    public async Task<string?> FindAsync(WrittenReportKind kind, DateOnly firstDay, string language, CancellationToken token) =>
        (await source.QueryAsync(SelectOne, new { kind = WireWord.From(kind), firstDay, language }, token)).SingleOrDefault()?.Html;

    /// <summary>Deletes what was written before a time.</summary>
    /// <returns>How many.</returns>
    public Task<int> DropAsync(DateTimeOffset before, CancellationToken token) => source.ExecuteAsync(Drop, new { before }, token);
}

/// <summary>A report that was written, without its text.</summary>
internal sealed record WrittenReportRow
{
    public string Kind { get; init; } = "";

    public DateOnly FirstDay { get; init; }

    public DateOnly LastDay { get; init; }

    public string Language { get; init; } = "";

    public DateTimeOffset WrittenAt { get; init; }

    public WrittenReportResponse ToResponse() => new(WireWord.Parse<WrittenReportKind>(Kind), FirstDay, LastDay, Language, WrittenAt);
}

/// <summary>The text of a written report.</summary>
internal sealed record WrittenPageRow
{
    public string Html { get; init; } = "";
}
