using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moderation.Api.Decisions;
using Moderation.Api.Enforcement;
using Moderation.Api.Evidence;
using Moderation.Api.PolicyReports.Statements;
using Moderation.Api.PolicyReports.Statements.Exports;
using Moderation.Api.PolicyReports.Written;
using Moderation.Api.Projections.Retention;
using Moderation.Api.Review.Verdicts;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http;

[Collection(PostgresTests.Name)]
public sealed class RetentionTests(PostgresServer server) : PolicyFixture(server)
{
    private const int Judged = 1, NotJudged = 2, OrderRuns = 3, LiveRuns = 4, Young = 5, UndecidedOnly = 6;

    // What is stored as of noon of the first of March is older than a year by now.
    private FakeTimeProvider _time = new(Records.Noon.AddDays(370));

    [PostgresFact]
    public async Task What_is_over_goes_with_all_that_belongs_to_it_and_what_is_open_stays_however_old()
    {
        foreach (var number in new[] { Judged, NotJudged, OrderRuns, LiveRuns, Young, UndecidedOnly })
            await StoreAsync(number);

        Assert.Equal("deleted 1 reports, 1 decisions, 1 orders, 0 session events, 0 faults, 0 exports, 0 policy reports", await RunAsync());
        Assert.Equal("deleted 0 reports, 0 decisions, 0 orders, 0 session events, 0 faults, 0 exports, 0 policy reports", await RunAsync());

        foreach (var table in new[] { "report", "decision", "action", "action_dispatch", "action_receipt" })
            Assert.Equal(5, await App.CountAsync(table));
        Assert.Equal(0, await App.CountAsync($"action where report_id = '{Report(Judged).ReportId}'"));
    }

    [PostgresFact]
    public async Task Decision_from_which_nothing_followed_goes_earlier_and_one_that_waits_for_its_report_does_not()
    {
        var silent = MoneyRecords.Decision(Report(1), "0123456789abcdef", DecisionEffect.Recorded, PolicyStage.Shadow);
        var waiting = MoneyRecords.Decision(Report(2), "0123456789abcdef");
        await App.Database.ProjectAsync(new DecisionProjector(), silent, waiting);
        _time = new FakeTimeProvider(Records.Noon.AddDays(100));

        Assert.Equal("deleted 0 reports, 1 decisions, 0 orders, 0 session events, 0 faults, 0 exports, 0 policy reports", await RunAsync());
        Assert.Equal(1, await App.CountAsync($"decision where decision_id = '{waiting.DecisionId}'"));
    }

    [PostgresFact]
    public async Task Course_of_a_live_goes_when_it_is_old_unless_a_report_a_case_or_the_live_itself_is_still_there()
    {
        _time = new FakeTimeProvider(Records.Noon.AddDays(100));
        foreach (var live in new[] { "live-over", "live-reported", "live-flagged", "live-running" })
            await App.Database.ProjectAsync(new SessionEventProjector(), SessionEvents.Event(live, 1, SessionEventKind.ParticipantLeft, "p1"), SessionEvents.Event(live, 2, SessionEventKind.LiveEnded) with { At = _time.GetUtcNow() });
        await App.Database.ProjectAsync(Projectors.Reports(), Records.Report(1, "live-reported"));
        await App.Database.ProjectAsync(Projectors.Flags(), MoneyRecords.Flag(1, "u9", live: "live-flagged"));
        await App.Database.ProjectAsync(new LiveProjector(), Records.Live("live-running", 1) with { At = _time.GetUtcNow() }, Records.Live("live-over", 1));

        Assert.Equal("deleted 0 reports, 0 decisions, 0 orders, 1 session events, 0 faults, 0 exports, 0 policy reports", await RunAsync());

        Assert.Equal((1, 7), (await App.CountAsync("session_event where live_id = 'live-over'"), await App.CountAsync("session_event")));
    }

    [PostgresFact]
    public async Task Fault_whose_dead_letter_was_not_published_stays()
    {
        await using (var command = App.Database.CreateCommand(
            """
            insert into projection_fault (cluster_id, topic, partition, record_offset, reason, detail, sha256, byte_count, found_at, published_at)
            values ('c', 't', 0, 1, 'r', 'd', 'h', 1, '2026-03-01', '2026-03-01'), ('c', 't', 0, 2, 'r', 'd', 'h', 1, '2026-03-01', null), ('c', 't', 0, 3, 'r', 'd', 'h', 1, '2027-03-01', '2027-03-01')
            """))
        {
            await command.ExecuteNonQueryAsync();
        }

        Assert.Equal("deleted 0 reports, 0 decisions, 0 orders, 0 session events, 1 faults, 0 exports, 0 policy reports", await RunAsync());
        Assert.Equal(0, await App.CountAsync("projection_fault where record_offset = 1"));
    }

    private static ReportRecord Report(int number) => Records.Report(number, $"live-{number}", PolicySheets.Name);

    private async Task StoreAsync(int number)
    {
        var at = number == Young ? _time.GetUtcNow().AddDays(-30) : Records.Noon;
        var report = Report(number) with { RaisedAt = at };
        var decision = MoneyRecords.Decision(report, "0123456789abcdef");
        var order = MoneyRecords.Order(number, decision) with { OrderedAt = at, ExpiresAt = number == OrderRuns ? _time.GetUtcNow().AddHours(1) : at.AddMinutes(15) };
        await App.Database.ProjectAsync(Projectors.Reports(), report);
        await App.Database.ProjectAsync(new DecisionProjector(), decision);
        await App.Database.ProjectAsync(new ActionProjector(), order);
        await App.Database.ProjectAsync(new DispatchProjector(), DispatchRecords.Dispatch(order, DispatchState.Ended));
        await App.Database.ProjectAsync(new ReceiptProjector(), Records.Receipt(order, ReceiptStatus.Applied, at));
        await App.Database.ProjectAsync(new LiveProjector(), Records.Live($"live-{number}", 1, number == LiveRuns ? LiveStatus.Live : LiveStatus.Ended) with { At = number == LiveRuns ? _time.GetUtcNow().AddDays(-1) : at });
        if (number != NotJudged)
            await App.Database.ProjectAsync(new VerdictProjector(TimeProvider.System), MoneyRecords.Verdict(number, report, number == UndecidedOnly ? VerdictKind.Undecided : VerdictKind.Confirmed));
    }

    private Task<string> RunAsync() => new RetentionJob(
        App.Services.GetRequiredService<RetentionStore>(),
        App.Services.GetRequiredService<ExportStore>(),
        App.Services.GetRequiredService<WrittenReportStore>(),
        Options.Create(new RetentionOptions()),
        Options.Create(new StatementOptions()),
        _time).RunAsync(CancellationToken.None);
}
