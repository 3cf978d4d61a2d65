using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Moderation.Api.Jobs;
using Moderation.Api.PolicyReports.Figures;
using Moderation.Api.PolicyReports.Written;
using Moderation.Api.Projections.Retention;
using Moderation.Api.Web.PolicyReports;
using Moderation.Core.Statistics;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http.PolicyReports;

[Collection(PeopleTests.Name)]
public sealed class FigureTests(PostgresServer server) : PolicyFixture(server)
{
    private static string Today => ReviewRoom.Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Path => $"/v1/policy-reports/summary?from={ReviewRoom.Now.AddDays(-1):yyyy-MM-dd}&to={ReviewRoom.Now.AddDays(1):yyyy-MM-dd}";

    [PostgresFact]
    public async Task Figures_say_what_there_was_with_intervals_and_what_cannot_be_known()
    {
        await App.FillAsync();
        var figures = (await App.GetJsonAsync(Path)).GetProperty("figures").EnumerateArray().ToList();

        Assert.Equal(ReportedLives.Reports, Value(figures, "reports"));
        Assert.Equal(ReportedLives.Reports, Value(figures, "orders", "kind", "throttle_gifts"));
        Assert.Equal(ReportedLives.Reports, figures.Where(figure => Is(figure, "orders", "hour")).Sum(figure => figure.GetProperty("value").GetDouble()));
        var upheld = Find(figures, "upheld");
        var expected = Proportion.Wilson(ReportedLives.Decided - ReportedLives.Overturned, ReportedLives.Decided);
        Assert.Equal((expected.Share, expected.Low, expected.High), (upheld.GetProperty("value").GetDouble(), upheld.GetProperty("low").GetDouble(), upheld.GetProperty("high").GetDouble()));
        Assert.Equal(1, Value(figures, "automatic"));
        Assert.Equal((300, 100, 100, 100), (Value(figures, "held_coins"), Value(figures, "released_coins"), Value(figures, "refunded_coins"), Value(figures, "waiting_coins")));
        Assert.Equal("not_told", Find(figures, "waiting_amount", "currency").GetProperty("unknown").GetString());
        Assert.Equal("not_told", Find(figures, "error_by_group").GetProperty("unknown").GetString());
        Assert.Equal("nothing", Find(figures, "agreement").GetProperty("unknown").GetString());
        // The belief was 0.91 in all of them, and three of four were right.
        Assert.Equal(0.75, Find(figures, "calibration", ReviewRoom.Policy).GetProperty("value").GetDouble());
        Assert.Equal(ReportedLives.Reports, Value(figures, "restrictions"));
    }

    [PostgresFact]
    public async Task Percentiles_are_those_of_a_naive_count_and_what_waits_is_in_the_total_only()
    {
        await App.FillAsync();
        await App.ExecuteAsync("update review_case set first_claimed_at = null; update review_case set first_claimed_at = opened_at + interval '1 second' * pow(3, n.number) from (select case_id, row_number() over (order by case_id) as number from review_case where parent_case_id is null) n where n.case_id = review_case.case_id and n.number <= 9");
        var figures = (await App.GetJsonAsync(Path + "&theme=volume")).GetProperty("figures").EnumerateArray().ToList();
        double[] waits = [.. Enumerable.Range(1, 9).Select(number => Math.Pow(3, number))];

        foreach (var (name, share) in new[] { ("first_look_median", 0.5), ("first_look_p90", 0.9), ("first_look_p99", 0.99) })
            Assert.Equal(Quantile(waits, share), Value(figures, name), 3);
        Assert.Equal((9, ReportedLives.Reports), (Find(figures, "first_look_median").GetProperty("count").GetInt32(), Find(figures, "first_look_median").GetProperty("of").GetInt32()));
    }

    [PostgresFact]
    public async Task Empty_database_has_counts_of_zero_and_shares_that_are_unknown()
    {
        var figures = (await App.GetJsonAsync(Path)).GetProperty("figures").EnumerateArray().ToList();

        Assert.Equal(0, Value(figures, "reports"));
        Assert.All(
            figures.Where(figure => figure.GetProperty("unit").GetString() is "share" or "seconds" or "index" or "log_odds"),
            figure => Assert.True(figure.TryGetProperty("unknown", out var gap) && gap.ValueKind == JsonValueKind.String && !figure.TryGetProperty("value", out var value) | figure.GetProperty("value").ValueKind == JsonValueKind.Null));
    }

    [PostgresFact]
    public async Task Table_holds_the_same_figures_and_days_that_cannot_be_used_are_refused()
    {
        await App.FillAsync();
        using var client = App.CreateClient();
        client.DefaultRequestHeaders.Accept.ParseAdd("text/csv");
        var csv = await client.GetStringAsync(new Uri(Path + "&theme=outcomes", UriKind.Relative));
        var json = (await App.GetJsonAsync(Path + "&theme=outcomes")).GetProperty("figures").GetArrayLength();

        Assert.Equal(json + 1, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains($"outcomes,upheld,policy,{ReviewRoom.Policy},6,8,0.75,", csv, StringComparison.Ordinal);
        foreach (var wrong in new[] { "from=yesterday", "from=2026-01-02&to=2026-01-01", "from=2026-01-01&to=2026-04-03", "theme=weather", "language=fr" })
            Assert.Equal(HttpStatusCode.BadRequest, (await App.SendAsync(HttpMethod.Get, $"/v1/policy-reports/summary?{wrong}", null)).Status);
    }

    [PostgresFact]
    public async Task Reports_are_written_once_in_each_language_kept_as_they_were_and_dropped_when_they_are_old()
    {
        await App.FillAsync();
        await App.SpeakAsync(ReviewRoom.Now);
        var time = new FakeTimeProvider(ReviewRoom.Now.AddDays(1));
        var job = new WrittenReportJob(
            Get<FigureDesk>(), Get<WrittenReportStore>(), Get<WrittenReportPrinter>(), Get<StabilityGauge>(), time);

        Assert.Equal("wrote 16 reports", await job.RunAsync(CancellationToken.None));
        var first = await PageAsync("en");
        await App.ExecuteAsync("update review_case set outcome = 'overturned' where outcome = 'upheld'");
        Assert.Equal("wrote 0 reports", await job.RunAsync(CancellationToken.None));

        Assert.Equal(first, await PageAsync("en"));
        Assert.Contains("Daily report of", first, StringComparison.Ordinal);
        Assert.Contains("75.0%", first, StringComparison.Ordinal);
        Assert.Contains("Reports raised: By language", first, StringComparison.Ordinal);
        Assert.Contains("20 in all. Highest for no language told with 14, lowest for French with 2.", first, StringComparison.Ordinal);
        Assert.Contains("Rapport quotidien du", await PageAsync("fr"), StringComparison.Ordinal);
        Assert.Contains("langue inconnue", await PageAsync("fr"), StringComparison.Ordinal);
        Assert.Equal(16, (await App.GetJsonAsync("/v1/policy-reports")).GetProperty("items").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await App.SendAsync(HttpMethod.Get, "/v1/policy-reports/2020-01-01", null)).Status);
        Assert.Equal(16, await Get<WrittenReportStore>().DropAsync(ReviewRoom.Now.AddDays(2), CancellationToken.None));
        Assert.Contains(App.Services.GetServices<IRecurringJob>(), one => one is RetentionJob);
    }

    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var (below, above) = (sorted[(int)Math.Floor(place)], sorted[(int)Math.Ceiling(place)]);
        return below + (above - below) * (place - Math.Floor(place));
    }

    private static bool Is(JsonElement figure, string name, string by, string? part = null) =>
        figure.GetProperty("name").GetString() == name && figure.GetProperty("by").GetString() == by && (part is null || figure.GetProperty("part").GetString() == part);

    private static JsonElement Find(IEnumerable<JsonElement> figures, string name, string by = "all", string? part = null) => figures.Single(figure => Is(figure, name, by, part));

    private static double Value(IEnumerable<JsonElement> figures, string name, string by = "all", string? part = null) => Find(figures, name, by, part).GetProperty("value").GetDouble();

    private async Task<string> PageAsync(string language)
    {
        using var client = App.CreateClient();
        return await client.GetStringAsync(new Uri($"/v1/policy-reports/{Today}?language={language}", UriKind.Relative));
    }

    private T Get<T>()
        where T : notnull => App.Services.GetRequiredService<T>();
}
