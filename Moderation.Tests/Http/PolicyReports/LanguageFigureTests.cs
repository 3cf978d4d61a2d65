using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Api.Review.Cases;
using Moderation.Api.Review.Verdicts;
using Moderation.Core.Review;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http.PolicyReports;

/// <summary>Figures by the language of what was said, against the records that they were made from.</summary>
[Collection(PeopleTests.Name)]
public sealed class LanguageFigureTests(PostgresServer server) : PolicyFixture(server)
{
    // Every figure that is cut by queue is cut by language.
    private static readonly string[] Cut =
    [
        "reports", "cases", "flags", "orders", "decisions", "first_look_median", "first_look_p90", "first_look_p99", "verdict_median", "verdict_p90", "verdict_p99", "order_median", "order_p90", "order_p99",
        "effect_median", "effect_p90", "effect_p99", "upheld", "overturned", "automatic", "agreement",
    ];

    private static string Path => string.Create(CultureInfo.InvariantCulture, $"/v1/policy-reports/summary?from={ReviewRoom.Now.AddDays(-1):yyyy-MM-dd}&to={ReviewRoom.Now.AddDays(1):yyyy-MM-dd}");

    [PostgresFact]
    public async Task Figures_by_language_add_up_to_the_whole_figure_and_what_is_not_told_is_a_part_of_its_own()
    {
        await JudgeAsync();
        var figures = await FiguresAsync();

        Assert.Equal(Cut.Order(), figures.Where(figure => By(figure) == "language").Select(Name).Distinct().Order());
        Assert.Equal(Cut.Order(), figures.Where(figure => By(figure) == "queue").Select(Name).Distinct().Order());
        foreach (var name in Cut)
        {
            var (whole, parts) = (figures.Single(figure => Name(figure) == name && By(figure) == "all"), figures.Where(figure => Name(figure) == name && By(figure) == "language").ToList());
            Assert.Equal(["", "en", "fr"], parts.Select(Part));
            Assert.Equal((Number(whole, "count"), Number(whole, "of")), (parts.Sum(part => Number(part, "count")), parts.Sum(part => Number(part, "of"))));
        }
    }

    [PostgresFact]
    public async Task A_report_counts_in_the_language_that_most_of_its_lines_are_in_and_so_do_its_decision_and_its_order()
    {
        await App.SpeakAsync(ReviewRoom.Now);
        var figures = await FiguresAsync();

        foreach (var name in new[] { "reports", "orders", "decisions", "flags", "automatic" })
            Assert.Equal(SpokenLives.ByLanguage.OrderBy(pair => pair.Key, StringComparer.Ordinal), Parts(figures, name, name == "automatic" ? "of" : "count"));
        // A flag that cites a line of nobody's report has a case of its own, of which no language is told.
        Assert.Equal(new Dictionary<string, int> { [""] = 3, ["en"] = 4, ["fr"] = 2 }, Parts(figures, "cases").ToDictionary());
    }

    [PostgresFact]
    public async Task What_was_stored_before_records_told_a_language_is_of_none()
    {
        await App.SpeakAsync(ReviewRoom.Now);
        await App.ExecuteAsync("update report set language = null; update decision set language = null; update action set language = null; update review_case set language = null");
        var figures = await FiguresAsync();

        foreach (var name in new[] { "reports", "orders", "decisions" })
            Assert.Equal([new KeyValuePair<string, int>("", SpokenLives.Reports)], Parts(figures, name));
    }

    [PostgresFact]
    public async Task A_case_is_in_the_language_of_the_newest_of_its_reports_that_tells_one()
    {
        var (room, at) = (new ReviewRoom(App), ReviewRoom.Now);
        foreach (var (number, languages, expected) in new (int, LanguageEvidence[], string)[] { (1, [new("en", 2)], "en"), (2, [new("fr", 3)], "fr"), (3, [], "fr") })
        {
            var report = SpokenLives.Report(1, languages, at) with { ReportId = DerivedId.From<ReportId>("rep", number.ToString(CultureInfo.InvariantCulture)), RaisedAt = at.AddSeconds(number) };
            await room.ReportAsync(report);

            Assert.Equal([new KeyValuePair<string, int>(expected, 1)], Parts(await FiguresAsync(), "cases"));
        }
    }

    /// <summary>Every case is decided, and looked at again by somebody else.</summary>
    private async Task JudgeAsync()
    {
        await App.SpeakAsync(ReviewRoom.Now);
        var (room, looks) = (new ReviewRoom(App), App.Services.GetRequiredService<SecondLooks>());
        var (ada, bob) = (ReviewRoom.Person("ada"), ReviewRoom.Person("bob"));
        var decided = new List<CaseRow>();
        while (await room.NextAsync(ada) is { } held)
        {
            await room.DecideAsync(ada, held, decided.Count % 3 == 2 ? VerdictKind.Overturned : VerdictKind.Confirmed);
            decided.Add((await room.Store.FindAsync(held.CaseId, CancellationToken.None))!);
        }

        await using var connection = await App.Database.OpenConnectionAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await CaseTable.InsertAsync(transaction, [.. decided.Select(row => looks.Open(
                row, CaseKind.SecondReview, CaseIds.OfSecondReview(CaseId.Parse(row.CaseId), row.Version), WireWord.Parse<CaseOutcome>(row.Outcome!), [ada.Id], row.CaseId))], CancellationToken.None);
            await transaction.CommitAsync();
        }

        while (await room.NextAsync(bob) is { } held)
            await room.DecideAsync(bob, held, held.ExpectedOutcome == "overturned" ? VerdictKind.Overturned : VerdictKind.Confirmed);
    }

    private async Task<IReadOnlyList<JsonElement>> FiguresAsync() => [.. (await App.GetJsonAsync(Path)).GetProperty("figures").EnumerateArray()];

    private static IEnumerable<KeyValuePair<string, int>> Parts(IReadOnlyList<JsonElement> figures, string name, string of = "count") => figures.Where(figure => Name(figure) == name && By(figure) == "language")
        .Select(figure => new KeyValuePair<string, int>(Part(figure), (int)Number(figure, of))).OrderBy(pair => pair.Key, StringComparer.Ordinal);

    private static string Name(JsonElement figure) => figure.GetProperty("name").GetString()!;

    private static string By(JsonElement figure) => figure.GetProperty("by").GetString()!;

    private static string Part(JsonElement figure) => figure.GetProperty("part").GetString()!;

    private static double Number(JsonElement figure, string name) => figure.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : 0;
}
