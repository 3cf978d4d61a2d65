using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Moderation.Api.Enforcement;
using Moderation.Core.Access;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http.Review;

/// <summary><c>/v1/events</c>: what changes is told to whoever may know of it, as ids and kinds.</summary>
[Collection(PeopleTests.Name)]
public sealed class EventTests(PostgresServer server, ReviewFixture fixture) : IClassFixture<ReviewFixture>
{
    private static int _keys;

    [PostgresFact]
    public async Task A_claim_is_seen_by_another_reviewer_with_ids_and_nothing_else()
    {
        var room = await fixture.EmptyAsync();
        await using var reader = await ReaderAsync(room, Role.Reviewer);
        var report = ReviewRoom.Report(1);

        await room.ReportAsync(report);
        await room.NextAsync(ReviewRoom.Person("r-1"));
        var read = await reader.UntilAsync("case.claimed");

        Assert.Equal(["ready", "report.raised", "case.opened", "case.claimed"], read.Select(one => one.Kind).Where(kind => kind != "queue.counted").Order(StringComparer.Ordinal).OrderBy(Order));
        Assert.Equal((ReviewRoom.CaseOf(report), "toxicity", "live-1"), (read[^1].Text("caseId"), read[^1].Text("queue"), read[^1].Text("liveId")));
        Assert.Equal(["caseId", "kind", "liveId", "queue"], read[^1].Data.EnumerateObject().Select(property => property.Name).Order());
    }

    [PostgresFact]
    public async Task The_cases_of_a_queue_that_a_reviewer_may_not_see_are_not_told()
    {
        var room = await fixture.EmptyAsync();
        await using var reviewer = await ReaderAsync(room, Role.Reviewer);
        await using var specialist = await ReaderAsync(room, Role.ChildSafety);

        await room.ReportAsync(ReviewRoom.Report(1, policy: "minors.host"));
        await room.ReportAsync(ReviewRoom.Report(2));

        Assert.Equal(["toxicity"], (await CasesUntilQueueAsync(reviewer, "toxicity")).Distinct());
        Assert.Equal(["child-safety", "toxicity"], (await CasesUntilQueueAsync(specialist, "toxicity")).Distinct());
    }

    [PostgresFact]
    public async Task Who_may_read_no_cases_is_told_of_orders_and_of_no_case()
    {
        var room = await fixture.EmptyAsync();
        await using var platform = await ReaderAsync(room, Role.Service);
        await room.ReportAsync(ReviewRoom.Report(1, policy: "minors.host"));

        await room.Database.ProjectAsync(new ActionProjector(), Records.Action(1));

        Assert.Equal(["ready", "order.given"], (await platform.UntilAsync("order.given")).Select(one => one.Kind));
    }

    [PostgresFact]
    public async Task Filters_leave_only_what_was_asked_for()
    {
        var room = await fixture.EmptyAsync();
        await using var reader = await ReaderAsync(room, Role.Reviewer, "?live=live-2&queue=toxicity");

        await room.ReportAsync(ReviewRoom.Report(1), ReviewRoom.Report(2), ReviewRoom.Report(3));
        await room.NextAsync(ReviewRoom.Person("r-1"));
        await room.NextAsync(ReviewRoom.Person("r-2"));
        await room.NextAsync(ReviewRoom.Person("r-3"));

        Assert.Equal([null, "live-2", "live-2"], (await reader.UntilAsync("case.claimed")).Select(one => one.Text("liveId")));
        var refused = await room.App.With(null).AskAsync(HttpMethod.Get, "/v1/events?livr=live-2");
        Assert.Equal((HttpStatusCode.BadRequest, "invalid-query"), (refused.Status, refused.Body.Problem()));
    }

    [PostgresFact]
    public async Task A_reader_that_comes_back_is_told_what_it_missed_also_by_another_process()
    {
        var database = await server.CreateDatabaseAsync();
        await using var first = new ModerationApplication(database, "127.0.0.1:1");
        await using var second = new ModerationApplication(database, "127.0.0.1:1");
        await using (var warm = await ReaderAsync(new ReviewRoom(second), Role.Reviewer))
            await warm.UntilAsync("ready");
        var room = new ReviewRoom(first);
        string? last;
        await using (var reader = await ReaderAsync(room, Role.Reviewer))
        {
            await room.ReportAsync(ReviewRoom.Report(1));
            last = (await reader.UntilAsync("case.opened"))[^1].Id;
        }

        await room.NextAsync(ReviewRoom.Person("r-1"));
        await room.ReportAsync(ReviewRoom.Report(2));
        foreach (var app in new[] { first, second })
        {
            await using var again = await ReaderAsync(new ReviewRoom(app), Role.Reviewer, "?live=live-1", last);
            Assert.Equal(["case.claimed"], (await again.UntilAsync("case.claimed")).Where(one => one.Text("caseId") is not null).Select(one => one.Kind));
        }
    }

    [PostgresFact]
    public async Task Whose_last_event_is_not_known_any_more_is_told_to_read_everything_anew()
    {
        var room = await fixture.EmptyAsync();
        await using var reader = await ReaderAsync(room, Role.Reviewer, lastId: "12345678901");

        var reset = await reader.NextAsync();

        Assert.Equal("reset", reset!.Kind);
        await using var again = await ReaderAsync(room, Role.Reviewer, lastId: reset.Id);
        await room.ReportAsync(ReviewRoom.Report(1));
        Assert.Equal("case.opened", (await again.UntilAsync("case.opened"))[^1].Kind);
    }

    [PostgresFact]
    public async Task A_reader_that_is_too_slow_is_cut_off_and_told_so()
    {
        await using var app = new ModerationApplication(await server.CreateDatabaseAsync(), "127.0.0.1:1", ("Events:Kept", "16"));
        var room = new ReviewRoom(app);
        await using var reader = await ReaderAsync(room, Role.Reviewer);

        // What the connection holds on the way is 64 KiB; the rest has nowhere to stay.
        await room.ReportAsync(Enumerable.Range(1, 1500).Select(i => ReviewRoom.Report(i)));
        var read = await reader.ToEndAsync();

        Assert.Equal("reset", read[^1].Kind);
        Assert.InRange(read.Count, 2, 2999);
        Assert.NotNull(read[^1].Id);
    }

    [PostgresFact]
    public async Task A_database_that_was_away_is_followed_by_a_reset_and_then_by_what_comes()
    {
        await using var proxy = DatabaseProxy.Of(await server.CreateDatabaseAsync(), out var throughProxy);
        await using var app = new ModerationApplication(throughProxy, "127.0.0.1:1");
        var room = new ReviewRoom(app);
        await using var reader = await ReaderAsync(room, Role.Reviewer);
        await reader.UntilAsync("ready");

        proxy.Cut();
        using var client = app.With(null);
        var away = await ModerationApplication.EventuallyAsync(() => AskAsync(client), answer => answer.Status == HttpStatusCode.ServiceUnavailable);
        Assert.Equal("database-unavailable", away.Problem);
        proxy.Mend();
        await reader.UntilAsync("reset");
        await room.ReportAsync(ReviewRoom.Report(1));

        Assert.Equal("case.opened", (await reader.UntilAsync("case.opened"))[^1].Kind);
    }

    [PostgresFact]
    public async Task An_answer_ends_when_the_service_stops()
    {
        await using var app = new ModerationApplication(await server.CreateDatabaseAsync(), "127.0.0.1:1");
        await using var reader = await ReaderAsync(new ReviewRoom(app), Role.Reviewer);
        await reader.UntilAsync("ready");

        app.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        Assert.DoesNotContain(await reader.ToEndAsync(), one => one.Kind == "reset");
    }

    [PostgresFact]
    public async Task An_answer_ends_after_its_time_so_that_rights_are_looked_up_anew_and_keeps_the_line_warm_until_then()
    {
        await using var app = new ModerationApplication(
            await server.CreateDatabaseAsync(), "127.0.0.1:1", ("Events:ConnectionLasts", "00:00:01"), ("Events:Heartbeat", "00:00:00.1"));
        var key = await KeyAsync(app, Role.Service);
        using var client = app.With(key);

        var text = await ModerationApplication.EventuallyAsync(() => client.GetStringAsync(new Uri("/v1/events", UriKind.Relative)), text => text.Length > 0);

        Assert.StartsWith("retry: 2000\n\nid: since-", text, StringComparison.Ordinal);
        Assert.Contains("event: ready\ndata: {\"kind\":\"ready\"}\n\n: \n\n", text, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task More_readers_than_a_caller_may_have_are_refused_and_one_that_left_makes_room()
    {
        await using var app = new ModerationApplication(await server.CreateDatabaseAsync(), "127.0.0.1:1", ("Events:ReadersPerCaller", "1"));
        var key = await KeyAsync(app, Role.Reviewer);
        using var client = app.With(key);
        await using (var only = await EventReader.OpenAsync(app, key))
        {
            var refused = await client.AskAsync(HttpMethod.Get, "/v1/events");
            Assert.Equal((HttpStatusCode.TooManyRequests, "too-many-requests"), (refused.Status, refused.Body.Problem()));
            Assert.Contains("text/event-stream", only.Answer.Content.Headers.ContentType!.ToString(), StringComparison.Ordinal);
            Assert.Equal("default-src 'none'; frame-ancestors 'none'", Assert.Single(only.Answer.Headers.GetValues("Content-Security-Policy")));
        }

        await using var next = await EventReader.OpenAsync(app, key);
        Assert.Equal("ready", (await next.NextAsync())!.Kind);
    }

    [PostgresFact]
    public async Task Counts_of_a_queue_follow_its_cases()
    {
        var room = await fixture.EmptyAsync();
        await using var reader = await ReaderAsync(room, Role.Reviewer, "?queue=toxicity");

        await room.ReportAsync(ReviewRoom.Report(1), ReviewRoom.Report(2));
        await room.NextAsync(ReviewRoom.Person("r-1"));

        ReadEvent counted;
        do
            counted = (await reader.UntilAsync("queue.counted"))[^1];
        while (counted.Data.GetProperty("claimed").GetInt64() != 1 || counted.Data.GetProperty("open").GetInt64() != 2);
        Assert.Null(counted.Id);
    }

    private static int Order(string kind) => Array.IndexOf(["ready", "report.raised", "case.opened", "case.claimed"], kind);

    private static async Task<IReadOnlyList<string>> CasesUntilQueueAsync(EventReader reader, string last)
    {
        var queues = new List<string>();
        while (queues.Count == 0 || queues[^1] != last)
        {
            var opened = (await reader.UntilAsync("case.opened"))[^1];
            queues.Add(opened.Text("queue")!);
        }

        return queues;
    }

    private static async Task<(HttpStatusCode Status, string? Problem)> AskAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("/v1/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        if (answer.IsSuccessStatusCode)
            return (answer.StatusCode, null);
        using var problem = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, problem.RootElement.Problem());
    }

    private static async Task<string> KeyAsync(ModerationApplication app, params Role[] roles) => await app.KeyAsync($"events-{Interlocked.Increment(ref _keys)}", roles);

    private static async Task<EventReader> ReaderAsync(ReviewRoom room, Role role, string query = "", string? lastId = null) =>
        await EventReader.OpenAsync(room.App, await KeyAsync(room.App, role), query, lastId);
}
