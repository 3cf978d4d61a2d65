using CsCheck;
using Moderation.Api.Http;
using Moderation.Api.Projections;
using Moderation.Api.Reports;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Npgsql;

namespace Moderation.Tests.Properties.Http;

/// <summary>Pages of the real table, cut at random places while rows come in.</summary>
[Collection(PostgresTests.Name)]
public sealed class PagingTests(PostgresServer server) : IAsyncLifetime
{
    // Few different times, so that many rows tie.
    private const int MaxSecond = 6;
    private const int Runs = 60;

    private static readonly Gen<int[]> Seconds = Gen.Int[0, MaxSecond].Array[0, 30];
    private NpgsqlDataSource? _database;
    private int _runs;

    public async Task InitializeAsync()
    {
        if (PostgresServer.WhyNot is null)
            _database = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());
    }

    public async Task DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }

    [PostgresFact]
    public Task Each_row_is_on_one_page_in_order_whatever_the_sizes_of_the_pages() =>
        Gen.Select(Seconds, Gen.Int[1, 9].Array[1, 5]).SampleAsync(
            async (seconds, sizes) =>
            {
                var live = NextLive();
                var rows = Rows(live, seconds, first: 0);
                await InsertAsync(rows);

                Assert.Equal(InOrder(rows), await PageThroughAsync(live, sizes, between: null));
            },
            iter: Runs, threads: 1);

    [PostgresFact]
    public Task Rows_that_come_in_between_pages_neither_repeat_nor_hide_the_others() =>
        Gen.Select(Seconds, Seconds, Gen.Int[1, 9].Array[1, 5]).SampleAsync(
            async (seconds, later, sizes) =>
            {
                var live = NextLive();
                var rows = Rows(live, seconds, first: 0);
                await InsertAsync(rows);
                var arrivals = new Queue<ReportRecord>(Rows(live, later, first: seconds.Length));

                var seen = await PageThroughAsync(live, sizes, () => arrivals.TryDequeue(out var row) ? InsertAsync([row]) : Task.CompletedTask);

                Assert.Equal(seen.Distinct(), seen);
                Assert.Equal(InOrder(rows), seen.Intersect(InOrder(rows)));
            },
            iter: Runs, threads: 1);

    private string NextLive() => $"paging-{Interlocked.Increment(ref _runs)}";

    private static List<ReportRecord> Rows(string live, int[] seconds, int first) =>
        [.. seconds.Select((second, i) => Records.Report(first + i, live) with { RaisedAt = Records.Noon.AddSeconds(second) })];

    /// <summary>Newest first, ties by id from the end: the order said a second time, without SQL.</summary>
    private static List<string> InOrder(IEnumerable<ReportRecord> rows) =>
        [.. rows.OrderByDescending(row => row.RaisedAt).ThenByDescending(row => row.ReportId.Value, StringComparer.Ordinal).Select(row => row.ReportId.Value)];

    private async Task<List<string>> PageThroughAsync(string live, int[] sizes, Func<Task>? between)
    {
        var store = new ReportStore(_database!);
        var seen = new List<string>();
        Cursor? after = null;
        for (var i = 0; ; i++)
        {
            var size = sizes[i % sizes.Length];
            var page = Page.From(
                await store.PageAsync(new ReportFilter(LiveId: live), after, size, CancellationToken.None), size, row => row.Cursor, row => row.ReportId);
            Assert.True(page.Items.Count <= size);
            seen.AddRange(page.Items);
            if (page.NextCursor is null)
                return seen;
            Assert.True(Cursor.TryParse(page.NextCursor, out var next));
            after = next;
            if (between is not null)
                await between();
        }
    }

    private async Task InsertAsync(IReadOnlyList<ReportRecord> rows)
    {
        if (rows.Count == 0)
            return;
        await using var connection = await _database!.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        IProjector projector = Projectors.Reports();
        await projector.WriteAsync([.. rows], transaction, CancellationToken.None);
        await transaction.CommitAsync();
    }
}
