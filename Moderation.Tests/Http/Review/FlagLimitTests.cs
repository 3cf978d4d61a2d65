using System.Text.Json;
using Moderation.Api.Review.Flags;
using Moderation.Core.Review;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http.Review;

/// <summary>With the limit as it is shipped, where a test does not say another.</summary>
[Collection(PeopleTests.Name)]
public sealed class FlagLimitTests(ReviewFixture fixture) : IClassFixture<ReviewFixture>
{
    private static readonly int Limit = new FlagOptions().PerHour;

    // One hour for all that a test flags, whatever the time is; the last one, so that nothing is flagged after it was decided.
    private readonly DateTimeOffset _hour = FlagLimit.HourOf(ReviewRoom.Now) - FlagLimit.Window;

    [PostgresFact]
    public async Task One_account_that_flags_five_hundred_things_in_a_hundred_lives_opens_no_more_cases_than_its_limit_and_moves_nobody_elses()
    {
        var room = await fixture.EmptyAsync();
        await room.ReportAsync(Enumerable.Range(1, 20).Select(live => ReviewRoom.Report(live, $"live-{live}")));
        await room.Database.ProjectAsync(Projectors.Flags(), Enumerable.Range(1, 20).Select(live => Flag(1000 + live, "dora", "p9", $"live-{live}")));
        var honest = await RanksAsync(room);

        foreach (var batch in Enumerable.Range(0, 500).Select(i => Flag(i, "mallory", $"m{i}", $"live-{i % 100 + 1}") with { Target = FlagTarget.Message }).Chunk(37))
            await room.Database.ProjectAsync(Projectors.Flags(), batch);

        Assert.Equal((520, 40 + Limit), ((int)await room.App.CountAsync("flag"), (int)await room.App.CountAsync("review_case")));
        var after = await RanksAsync(room);
        Assert.All(honest, known => Assert.Equal(known.Value, after[known.Key]));
        Assert.Equal(500 - Limit, await room.App.CountAsync("flag where is_over_limit"));
        // Each of those in a live where a case of that account stands can be read there.
        Assert.Equal(4 * Limit, await room.App.CountAsync("review_case_flag where is_aside and weight = 0"));
    }

    [PostgresFact]
    public async Task Whoever_may_be_in_danger_is_looked_at_over_the_limit_too_in_one_case_of_the_live()
    {
        var room = await fixture.EmptyAsync();
        await FillAsync(room, "dora");

        await room.Database.ProjectAsync(Projectors.Flags(), InDanger(901, "live-7", "p1"), InDanger(902, "live-7", "p2"), InDanger(903, "live-8", "p1"));
        await room.Database.ProjectAsync(Projectors.Flags(), InDanger(904, "live-7", "p3"));

        var ann = ReviewRoom.Person("ann");
        var held = await room.Claims.ClaimNextAsync(ann, ["imminent-harm"], CancellationToken.None);
        Assert.Equal(("live-7", true, 3, "live"), (held!.LiveId, held.IsForced, held.FlagCount, held.SubjectKind));
        Assert.Equal("overturned", (await room.DecideAsync(ann, held, VerdictKind.Overturned)).Case!.Outcome);
        await room.Database.ProjectAsync(Projectors.Flags(), InDanger(905, "live-7", "p4"));
        Assert.Equal([held.CaseId], (await room.Store.NextAsync(["imminent-harm"], 10, CancellationToken.None)).Where(row => row.LiveId == "live-7").Select(row => row.CaseId));
        Assert.Equal(2, await room.App.CountAsync("review_case where queue = 'imminent-harm'"));
    }

    [PostgresFact]
    public async Task What_comes_over_the_limit_opens_no_decided_case_again_and_says_so_to_its_flagger_and_to_reviewers()
    {
        var room = await fixture.EmptyAsync();
        await FillAsync(room, "dora");
        await room.Database.ProjectAsync(Projectors.Flags(), Flag(800, "emil", "p1", "live-2"), Flag(801, "emil", "p1", "live-3"));
        var ann = ReviewRoom.Person("ann");
        var decided = (await room.Store.NextAsync(ReviewRoom.AllQueues, 100, CancellationToken.None)).Single(row => row.LiveId == "live-2");
        await room.DecideAsync(ann, (await room.Claims.ClaimAsync(ann, decided.CaseId, CancellationToken.None)).Row!, VerdictKind.Confirmed);

        await room.Database.ProjectAsync(Projectors.Flags(), Flag(901, "dora", "p1", "live-2"), Flag(902, "dora", "p1", "live-3"), Flag(903, "dora", "p5"));

        Assert.Equal("upheld", (await room.Store.FindAsync(decided.CaseId, CancellationToken.None))!.Outcome);
        Assert.Equal((true, null), await ToldAsync(room, "live-2", 901));
        Assert.Equal((false, "upheld"), await ToldAsync(room, "live-2", 800));
        var joined = (await room.App.GetJsonAsync("/v1/cases?liveId=live-3")).GetProperty("items").EnumerateArray().Single();
        var flags = (await room.App.GetJsonAsync($"/v1/cases/{joined.GetProperty("caseId").GetString()}")).GetProperty("flags").EnumerateArray()
            .ToDictionary(flag => flag.GetProperty("flagId").GetString()!, flag => (flag.GetProperty("overLimit").GetBoolean(), flag.GetProperty("weight").GetDouble()));
        Assert.Equal((true, 0.0), flags["f-902"]);
        Assert.Equal((false, 0.125), flags["f-801"]);
        using var browser = room.App.CreateClient();
        Assert.Contains("1 of these came over the limit of their flaggers.", await browser.GetStringAsync($"/console/cases/{joined.GetProperty("caseId").GetString()}"), StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task A_verdict_on_something_else_in_the_live_says_nothing_of_a_flag_that_came_over_the_limit()
    {
        var room = await fixture.EmptyAsync();
        await room.Database.ProjectAsync(Projectors.Flags(limits: new FlagOptions { PerHour = 1 }), Flag(1, "dora"), Flag(2, "dora", "p2"));
        var ann = ReviewRoom.Person("ann");
        var held = (await room.NextAsync(ann))!;
        Assert.Equal(2, held.FlagCount);

        await room.DecideAsync(ann, held, VerdictKind.Overturned);

        Assert.Equal((false, "overturned"), await ToldAsync(room, "live-1", 1));
        Assert.Equal((true, null), await ToldAsync(room, "live-1", 2));
    }

    [PostgresFact]
    public async Task The_same_flags_count_in_whatever_order_they_come_and_a_late_one_takes_the_weight_of_another()
    {
        var limits = new FlagOptions { PerHour = 3 };
        var flags = Enumerable.Range(1, 6).Select(i => Flag(i, "dora", $"p{i}", $"live-{i}")).ToArray();
        var room = await fixture.EmptyAsync();

        foreach (var batch in flags.Reverse().Chunk(2))
            await room.Database.ProjectAsync(Projectors.Flags(limits: limits), batch);
        await room.Database.ProjectAsync(Projectors.Flags(limits: limits), flags);

        Assert.Equal(["f-1", "f-2", "f-3"], await IdsAsync(room, "select flag_id as id from flag where not is_over_limit order by 1"));
        Assert.Equal(["f-1", "f-2", "f-3"], await IdsAsync(room, "select flag_id as id from review_case_flag where weight > 0 order by 1"));
        Assert.Equal(["live-1", "live-2", "live-3"], await IdsAsync(room, "select live_id as id from review_case where flag_weight > 0 order by 1"));
    }

    [PostgresFact]
    public async Task Who_flags_in_many_lives_at_once_has_one_limit_over_all_of_them()
    {
        var room = await fixture.EmptyAsync();
        var limits = new FlagOptions { PerHour = 5 };

        await Task.WhenAll(Enumerable.Range(1, 24).Select(i => room.Database.ProjectAsync(Projectors.Flags(limits: limits), Flag(i, "dora", live: $"live-{i}"))));

        Assert.Equal(["f-1", "f-2", "f-3", "f-4", "f-5"], (await IdsAsync(room, "select flag_id as id from flag where not is_over_limit")).Order());
        Assert.Equal(5, await room.App.CountAsync("review_case where flag_weight > 0"));
    }

    [PostgresFact]
    public async Task Trusted_flaggers_have_a_limit_of_their_own_and_none_as_shipped()
    {
        var room = await fixture.EmptyAsync();
        var flags = Enumerable.Range(0, Limit + 20).Select(i => Flag(i, "hotline", $"p{i}", $"live-{i}") with { Trusted = true }).ToList();

        await room.Database.ProjectAsync(Projectors.Flags(), flags);
        Assert.Equal((0, flags.Count), ((int)await room.App.CountAsync("flag where is_over_limit"), (int)await room.App.CountAsync("review_case")));

        room = await fixture.EmptyAsync();
        await room.Database.ProjectAsync(Projectors.Flags(limits: new FlagOptions { TrustedPerHour = 5 }), [.. flags, Flag(900, "hotline")]);
        Assert.Equal(flags.Count - 5, await room.App.CountAsync("flag where is_over_limit and trusted"));
        Assert.Equal(0, await room.App.CountAsync("flag where is_over_limit and not trusted"));
    }

    [PostgresFact]
    public async Task Figures_count_what_is_over_the_limit_apart_and_not_among_what_was_right_or_wrong()
    {
        var room = await fixture.EmptyAsync();
        await room.Database.ProjectAsync(Projectors.Flags(), Flag(1, "emil"));
        await FillAsync(room, "dora", from: 100);
        await room.Database.ProjectAsync(Projectors.Flags(), Flag(901, "dora"), Flag(902, "dora", "p8"));
        var ann = ReviewRoom.Person("ann");
        var one = (await room.Store.NextAsync(ReviewRoom.AllQueues, 100, CancellationToken.None)).Single(row => row.LiveId == "live-1");
        Assert.Equal(2, one.FlagCount);
        await room.DecideAsync(ann, (await room.Claims.ClaimAsync(ann, one.CaseId, CancellationToken.None)).Row!, VerdictKind.Confirmed);

        Assert.Equal((1, 1), await FigureAsync(room, "reviewers", "flags_right"));
        Assert.Equal(2, (await FigureAsync(room, "volume", "flags_over_limit")).Count);
    }

    private static async Task<(long Count, long? Of)> FigureAsync(ReviewRoom room, string theme, string name)
    {
        var figure = (await room.App.GetJsonAsync($"/v1/policy-reports/summary?theme={theme}&from={ReviewRoom.Now.AddDays(-1):yyyy-MM-dd}&to={ReviewRoom.Now.AddDays(1):yyyy-MM-dd}")).GetProperty("figures").EnumerateArray()
            .Single(one => one.GetProperty("name").GetString() == name && one.GetProperty("by").GetString() == "all");
        return (figure.GetProperty("count").GetInt64(), figure.GetProperty("of") is { ValueKind: JsonValueKind.Number } of ? of.GetInt64() : null);
    }

    /// <summary>Flags as many things of lives that no test looks at as count in the hour.</summary>
    private Task FillAsync(ReviewRoom room, string flagger, int from = 0) =>
        room.Database.ProjectAsync(Projectors.Flags(), Enumerable.Range(from, Limit).Select(i => Flag(i, flagger, live: $"live-{1000 + i}")));

    private static async Task<Dictionary<string, (double Rank, DateTimeOffset Due, bool Forced)>> RanksAsync(ReviewRoom room) =>
        (await room.Store.NextAsync(ReviewRoom.AllQueues, 1000, CancellationToken.None)).ToDictionary(row => row.CaseId, row => (row.Rank, row.DueAt, row.IsForced));

    private static async Task<IReadOnlyList<string>> IdsAsync(ReviewRoom room, string sql)
    {
        await using var command = room.Database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var ids = new List<string>();
        while (await reader.ReadAsync())
            ids.Add(reader.GetString(0));
        return ids;
    }

    private static async Task<(bool OverLimit, string? Outcome)> ToldAsync(ReviewRoom room, string live, int flag)
    {
        var told = await room.App.GetJsonAsync($"/v1/flags/{live}/f-{flag}");
        return (told.GetProperty("overLimit").GetBoolean(), told.GetProperty("outcome").GetString());
    }

    private FlagRecord InDanger(int number, string live, string participant) => Flag(number, "dora", participant, live) with { Reason = "imminent_harm" };

    private FlagRecord Flag(int number, string flagger, string target = "p1", string live = "live-1") =>
        MoneyRecords.Flag(number, flagger, target, live) with { At = _hour.AddSeconds(number) };
}
