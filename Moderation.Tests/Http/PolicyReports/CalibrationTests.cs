using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moderation.Api.Access;
using Moderation.Api.PolicyReports.Calibration;
using Moderation.Api.Review.Quality;
using Moderation.Core.Access;
using Moderation.Core.Review;
using Moderation.Core.Statistics;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Npgsql;

namespace Moderation.Tests.Http.PolicyReports;

[Collection(PeopleTests.Name)]
public sealed class CalibrationTests(SecondLookFixture fixture) : IClassFixture<SecondLookFixture>
{
    private const int Cases = 300;

    private static readonly Caller Ann = ReviewRoom.Person("ann", Role.Senior), Bo = ReviewRoom.Person("bo"), Cy = ReviewRoom.Person("cy"), Dee = ReviewRoom.Person("dee");

    private readonly FakeTimeProvider _time = new(ReviewRoom.Now.AddDays(1));

    [PostgresFact]
    public async Task Last_word_on_each_case_counts_and_who_could_not_tell_counts_nowhere()
    {
        var room = await EmptyAsync();
        var words = await DecideAllAsync(room);
        var look = (await room.NextAsync(Bo))!;
        var (first, other) = (words[look.LiveId], words[look.LiveId] == VerdictKind.Confirmed ? VerdictKind.Overturned : VerdictKind.Confirmed);
        await room.DecideAsync(Bo, look, other);

        await JobOf(room).RunAsync(CancellationToken.None);

        words[look.LiveId] = VerdictKind.Undecided;
        var all = Whole(await ListAsync(room));
        AssertCounts(words, all);
        Assert.Equal((1, 1), (all.GetProperty("contested").GetInt32(), all.GetProperty("undecided").GetInt32()));

        // The third person agrees with the second: the first word falls.
        await room.DecideAsync(Cy, (await room.Claims.ClaimNextAsync(Cy, ["appeals"], CancellationToken.None))!, VerdictKind.Overturned);
        await OverturnGoldenAsync(room, words.First(word => word.Value == VerdictKind.Confirmed && word.Key != look.LiveId).Key);
        _time.Advance(TimeSpan.FromDays(1));
        await JobOf(room).RunAsync(CancellationToken.None);

        Assert.NotEqual(first, other);
        words[look.LiveId] = other;
        all = Whole(await ListAsync(room));
        AssertCounts(words, all);
        Assert.Equal((0, 1), (all.GetProperty("contested").GetInt32(), all.GetProperty("undecided").GetInt32()));
    }

    [PostgresFact]
    public async Task Day_is_compared_once_is_never_changed_and_nothing_follows_from_it()
    {
        var room = await EmptyAsync();
        await DecideAllAsync(room);
        var (job, told) = (JobOf(room), await room.App.CountAsync("outbox"));

        Assert.Equal("compared 299 judged cases of 1 policies; deleted 0 rows", await job.RunAsync(CancellationToken.None));
        var once = (await ListAsync(room)).GetRawText();
        await room.App.ExecuteAsync("update review_case set outcome = 'overturned' where outcome = 'upheld'");
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{_time.GetUtcNow():yyyy-MM-dd} is written; deleted 0 rows"), await job.RunAsync(CancellationToken.None));

        Assert.Equal(once, (await ListAsync(room)).GetRawText());
        Assert.Equal(told, await room.App.CountAsync("outbox"));
        await Assert.ThrowsAsync<PostgresException>(() => room.App.ExecuteAsync("update calibration set judged = 0"));
        _time.Advance(TimeSpan.FromDays(1));
        await job.RunAsync(CancellationToken.None);
        // One of the policy and one of each of two versions of the models, on two days.
        Assert.Equal((6, 3), (await CountAsync(room, ""), await CountAsync(room, string.Create(CultureInfo.InvariantCulture, $"?from={_time.GetUtcNow():yyyy-MM-dd}"))));
        _time.Advance(new CalibrationOptions().KeepFor);
        Assert.EndsWith("deleted 3 rows", await job.RunAsync(CancellationToken.None), StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Correction_is_proposed_where_enough_was_judged_and_else_the_reason_stands_there()
    {
        var room = await EmptyAsync();
        await DecideAllAsync(room);
        await JobOf(room).RunAsync(CancellationToken.None);

        var items = (await ListAsync(room)).GetProperty("items").EnumerateArray().ToList();
        var (all, versions) = (items.Single(item => item.GetProperty("models").ValueKind == JsonValueKind.Null), items.Where(item => item.GetProperty("models").ValueKind == JsonValueKind.String).ToList());

        Assert.Equal(["age 01234567", "age 89abcdef"], versions.Select(item => item.GetProperty("models").GetString()!));
        Assert.All(versions, item => Assert.Equal(("too_few", JsonValueKind.Null), (item.GetProperty("gap").GetString(), item.GetProperty("correction").ValueKind)));
        Assert.Equal(JsonValueKind.Null, all.GetProperty("gap").ValueKind);
        var shares = all.GetProperty("correction").EnumerateArray().Select(step => step.GetProperty("share").GetDouble()).ToList();
        Assert.Equal(shares.Order(), shares);
        Assert.True(all.GetProperty("correctedBrier").GetDouble() < all.GetProperty("brier").GetProperty("value").GetDouble());
        var error = all.GetProperty("calibrationError");
        Assert.InRange(error.GetProperty("value").GetDouble(), error.GetProperty("low").GetDouble(), error.GetProperty("high").GetDouble());
        using var client = room.App.CreateClient();
        var typed = await new Moderation.Client.ModerationClient(client).Calibration.OfAsync(ReviewRoom.Policy, DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime));
        Assert.Equal(shares, typed.Items.Single(item => item.Models is null).Correction!.Select(step => step.Share));
        var page = await client.GetStringAsync(new Uri("/console/reports/models", UriKind.Relative));
        Assert.All(["Only what was reported is judged", "would help: Brier score", "none: too few cases were judged"], text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.DoesNotContain("would help: Brier score", await client.GetStringAsync(new Uri("/console/reports/outcomes", UriKind.Relative)), StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Nothing_written_down_is_an_empty_list_that_says_what_such_figures_cannot_say()
    {
        var room = await EmptyAsync();

        Assert.Equal("compared 0 judged cases of 0 policies; deleted 0 rows", await JobOf(room).RunAsync(CancellationToken.None));
        var answer = await ListAsync(room);

        Assert.Empty(answer.GetProperty("items").EnumerateArray());
        Assert.StartsWith("Only what was reported is judged", answer.GetProperty("caution").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync(room, ""));
        foreach (var wrong in new[] { "from=yesterday", "day=2026-01-01" })
            Assert.Equal(HttpStatusCode.BadRequest, (await room.App.SendAsync(HttpMethod.Get, $"/v1/calibration/{ReviewRoom.Policy}?{wrong}", null)).Status);
    }

    private static double BeliefOf(int number) => 0.55 + number % 5 / 10.0;

    /// <summary>Every other belief claims too much: of what is believed most, three of five are right; of the rest all but every seventh. One is not told by a senior.</summary>
    private static VerdictKind WordOf(int number) => number switch
    {
        1 => VerdictKind.Undecided,
        _ when number % 5 == 4 => number % 25 < 10 ? VerdictKind.Overturned : VerdictKind.Confirmed,
        _ => number % 7 == 0 ? VerdictKind.Overturned : VerdictKind.Confirmed,
    };

    private static ReportRecord Report(int number, string live, double belief) => ReviewRoom.Report(number, live) with
    {
        Evidence = (AgeEvidenceSummary)ReviewRoom.Report(number).Evidence with { Belief = belief, Models = [new ModelRef("age", number % 2 == 0 ? "0123456789" : "89abcdef01")] },
    };

    /// <summary>Decides a case in each live; the second has an older report that believed something else.</summary>
    /// <returns>The verdicts by live.</returns>
    private static async Task<Dictionary<string, VerdictKind>> DecideAllAsync(ReviewRoom room)
    {
        await room.ReportAsync(Report(Cases + 1, "live-2", 0.15));
        await room.ReportAsync(Enumerable.Range(1, Cases).Select(number => Report(number, $"live-{number}", BeliefOf(number))));
        var words = new Dictionary<string, VerdictKind>();
        while (await room.Claims.ClaimNextAsync(Ann, ["toxicity"], CancellationToken.None) is { } next)
        {
            words[next.LiveId] = WordOf(NumberOf(next.LiveId));
            await room.DecideAsync(Ann, next, words[next.LiveId]);
        }

        Assert.Equal(Cases, words.Count);
        return words;
    }

    private static int NumberOf(string live) => int.Parse(live["live-".Length..], CultureInfo.InvariantCulture);

    private static async Task OverturnGoldenAsync(ReviewRoom room, string live)
    {
        var about = ReviewRoom.CaseOf(Report(NumberOf(live), live, 0.5));
        var opened = await room.App.Services.GetRequiredService<GoldenCases>().OpenAsync(Ann, about, CaseOutcome.Upheld, 1, CancellationToken.None);
        var held = (await room.Claims.ClaimAsync(Dee, opened!.Single().Value, CancellationToken.None)).Row!;
        await room.DecideAsync(Dee, held, VerdictKind.Overturned);
    }

    private static void AssertCounts(Dictionary<string, VerdictKind> words, JsonElement all)
    {
        var judged = words.Where(word => word.Value != VerdictKind.Undecided).Select(word => (BeliefOf(NumberOf(word.Key)), word.Value == VerdictKind.Confirmed)).ToList();
        var curve = Reliability.Of(judged);

        Assert.Equal((judged.Count, judged.Count(one => one.Item2)), (all.GetProperty("judged").GetInt32(), all.GetProperty("upheld").GetInt32()));
        Assert.Equal(
            curve.Bins.Select(bin => (bin.Right.Count, bin.Right.Of)),
            all.GetProperty("bins").EnumerateArray().Select(bin => (bin.GetProperty("upheld").GetInt64(), bin.GetProperty("judged").GetInt64())));
        Assert.Equal(curve.Brier!.Value, all.GetProperty("brier").GetProperty("value").GetDouble(), 12);
        Assert.Equal(curve.CalibrationError!.Value, all.GetProperty("calibrationError").GetProperty("value").GetDouble(), 12);
    }

    private static Task<JsonElement> ListAsync(ReviewRoom room) => room.App.GetJsonAsync("/v1/calibration");

    private static async Task<int> CountAsync(ReviewRoom room, string query) => (await room.App.GetJsonAsync($"/v1/calibration/{ReviewRoom.Policy}{query}")).GetProperty("items").GetArrayLength();

    private static JsonElement Whole(JsonElement answer) => answer.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("models").ValueKind == JsonValueKind.Null);

    private CalibrationJob JobOf(ReviewRoom room) => new(
        room.App.Services.GetRequiredService<JudgedCases>(), room.App.Services.GetRequiredService<CalibrationStore>(), room.App.Services.GetRequiredService<IOptions<CalibrationOptions>>(), _time);

    private async Task<ReviewRoom> EmptyAsync()
    {
        var room = await fixture.EmptyAsync();
        await room.App.ExecuteAsync("truncate calibration");
        return room;
    }
}
