using System.Globalization;
using System.Text.Json;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http.PolicyReports;

/// <summary>Figures over many decisions, each against a count of the test's own.</summary>
[Collection(PeopleTests.Name)]
public sealed class FairnessAndDriftTests(PostgresServer server) : PolicyFixture(server)
{
    private const int StabilityBins = 10;

    private static readonly DateTimeOffset Now = ReviewRoom.Now;

    private static string Path => string.Create(CultureInfo.InvariantCulture, $"/v1/policy-reports/summary?from={Now:yyyy-MM-dd}&to={Now:yyyy-MM-dd}");

    [PostgresFact]
    public async Task Scores_that_stayed_are_stable_and_those_that_moved_are_over_the_limit_each_by_the_definition_of_the_index()
    {
        await App.FillScoresAsync(Now);

        var figures = (await App.GetJsonAsync($"{Path}&theme=models")).GetProperty("figures").EnumerateArray().ToList();

        foreach (var (model, (before, today)) in ScoredLives.Models)
        {
            var figure = figures.Single(one => Name(one) == $"stability {model} 01234567");
            Assert.Equal(Index(before, today), figure.GetProperty("value").GetDouble(), 9);
            Assert.Equal((today.Count, before.Count), (figure.GetProperty("count").GetInt32(), figure.GetProperty("of").GetInt32()));
            Assert.Equal(model == "moved", figure.GetProperty("value").GetDouble() > figure.GetProperty("limit").GetDouble());
        }

        // Fewer than a hundred of a model on either side are unknown, which is not stable.
        Assert.Equal("too_few", figures.Single(one => Name(one) == "stability acts 01234567").GetProperty("unknown").GetString());
    }

    [PostgresFact]
    public async Task At_equal_risk_a_policy_that_spares_the_rich_shows_a_trend_and_one_that_does_not_shows_none()
    {
        await App.FillScoresAsync(Now);

        var (fair, unfair) = (await FairnessAsync(ScoredLives.Fair), await FairnessAsync(ScoredLives.Unfair));

        foreach (var (policy, figures) in new[] { (ScoredLives.Fair, fair), (ScoredLives.Unfair, unfair) })
        {
            var deciles = figures.Where(one => Name(one) == "acted_on").OrderBy(one => int.Parse(one.GetProperty("part").GetString()!, CultureInfo.InvariantCulture)).ToList();
            Assert.Equal(10, deciles.Count);
            // The richer an account, the higher its number: deciles are tenths of the numbers.
            var expected = Enumerable.Range(0, ScoredLives.Accounts).GroupBy(account => account * 10 / ScoredLives.Accounts)
                .Select(tenth => (tenth.Count(account => ScoredLives.IsActedOn(policy, account)), tenth.Count()));
            Assert.Equal(expected.Select(one => one.Item2).Sum(), deciles.Sum(one => one.GetProperty("of").GetInt32()));
            Assert.All(deciles.Zip(expected), pair => Assert.InRange(pair.First.GetProperty("count").GetInt32(), pair.Second.Item1 - 1, pair.Second.Item1 + 1));
        }

        Assert.True(Find(fair, "revenue_p_value") > 0.5);
        Assert.True(Find(unfair, "revenue_p_value") < 0.0001);
        Assert.True(unfair.Single(one => Name(one) == "revenue_trend").GetProperty("high").GetDouble() < 0);
        Assert.InRange(Find(fair, "revenue_trend"), -0.1, 0.1);
    }

    /// <summary>The index of two lists of scores, by its definition and by hand: half a score more in each of ten bins.</summary>
    private static double Index(IReadOnlyList<double> before, IReadOnlyList<double> today)
    {
        var index = 0.0;
        for (var bin = 0; bin < StabilityBins; bin++)
        {
            double Share(IReadOnlyList<double> scores) => (scores.Count(score => (int)(score * StabilityBins) == bin) + 0.5) / (scores.Count + StabilityBins * 0.5);
            index += (Share(today) - Share(before)) * Math.Log(Share(today) / Share(before));
        }

        return index;
    }

    private static string Name(JsonElement figure) => figure.GetProperty("name").GetString()!;

    private static double Find(IEnumerable<JsonElement> figures, string name) => figures.Single(one => Name(one) == name).GetProperty("value").GetDouble();

    private async Task<List<JsonElement>> FairnessAsync(string policy) =>
        [.. (await App.GetJsonAsync($"{Path}&theme=fairness&policy={policy}")).GetProperty("figures").EnumerateArray()];
}
