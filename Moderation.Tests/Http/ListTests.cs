using System.Text.Json;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http;

[Collection(PostgresTests.Name)]
public sealed class ListTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [PostgresFact]
    public async Task Pages_of_any_size_hold_every_report_once_newest_first()
    {
        foreach (var limit in new[] { 1, 2, 3, 7, 20, 59, 60, 61 })
        {
            var items = await AllAsync($"/v1/reports?limit={limit}");
            Assert.Equal(ApiFixture.ReportCount + ApiFixture.TextReportCount, items.Select(item => item.GetProperty("reportId").GetString()).Distinct().Count());
            Assert.Equal(ApiFixture.ReportCount + ApiFixture.TextReportCount, items.Count);
            var times = items.Select(item => item.GetProperty("raisedAt").GetDateTimeOffset()).ToList();
            Assert.Equal(times.OrderDescending(), times);
        }
    }

    [PostgresFact]
    public async Task Filters_of_reports_agree_with_filtering_the_whole_list()
    {
        var all = await AllAsync("/v1/reports");
        var since = Records.Noon.AddSeconds(7);
        var wanted = all.Where(item => item.GetProperty("liveId").GetString() == "live-1"
            && item.GetProperty("policy").GetProperty("name").GetString() == "solicitation"
            && item.GetProperty("raisedAt").GetDateTimeOffset() >= since).Select(Id).ToList();
        Assert.NotEmpty(wanted);
        Assert.Equal(wanted, (await AllAsync($"/v1/reports?liveId=live-1&policy=solicitation&since={since:yyyy-MM-ddTHH:mm:ss}Z&limit=2")).Select(Id));

        static string? Id(JsonElement item) => item.GetProperty("reportId").GetString();
    }

    [PostgresFact]
    public async Task Reports_are_found_by_kind_of_subject_account_and_priority()
    {
        (string Filter, int Count)[] cases =
        [
            ("subjectKind=pair", 5), ("subjectKind=participant", 60), ("subjectKind=live", 0),
            ("priority=urgent", 5), ("priority=high", 60), ("priority=normal", 0),
            ("userId=u8", 5), ("userId=u3", 1), ("userId=u1", 61), ("userId=nobody", 0),
            ("userId=u1&priority=urgent&subjectKind=pair&policy=text.grooming_pattern", 1),
        ];
        foreach (var (filter, count) in cases)
            Assert.Equal((filter, count), (filter, (await AllAsync($"/v1/reports?{filter}&limit=7")).Count));
    }

    [PostgresFact]
    public async Task Decisions_are_found_by_live_policy_stage_and_effect_on_pages_of_any_size()
    {
        (string Filter, int Count)[] cases =
        [
            ("", 30), ("liveId=live-1", 15), ("policy=one", 10), ("stage=shadow", 6), ("stage=canary", 0), ("effect=recorded", 6), ("effect=enforced", 24),
            ("liveId=live-1&policy=one&effect=enforced", 4),
        ];
        foreach (var (filter, count) in cases)
        {
            foreach (var limit in new[] { 1, 7, 30 })
            {
                var items = await AllAsync($"/v1/decisions?{filter}{(filter.Length > 0 ? "&" : "")}limit={limit}");
                Assert.Equal((filter, count), (filter, items.Select(item => item.GetProperty("decisionId").GetString()).Distinct().Count()));
                Assert.Equal(count, items.Count);
            }
        }
    }

    [PostgresFact]
    public async Task Order_is_active_until_it_is_lifted_reversed_or_expired_and_a_reversal_never_is()
    {
        Assert.Equal([4, 1, 0], await ActiveAsync(30));
        Assert.Equal([2, 1, 0], await ActiveAsync(2));
        Assert.Equal([4, 0], await ActiveAsync(60));
        Assert.Equal([4], await ActiveAsync(602));
        Assert.Empty(await ActiveAsync(604));
        Assert.Equal(5, (await AllAsync("/v1/actions?active=false")).Count);
        Assert.Single(await AllAsync("/v1/actions?kind=cut_live"));
    }

    [PostgresFact]
    public async Task Lives_are_the_running_ones_unless_others_are_asked_for()
    {
        Assert.Equal(9, (await AllAsync("/v1/lives?limit=2")).Count);
        Assert.Equal(3, (await AllAsync("/v1/lives?status=ended&limit=1")).Count);
        Assert.Equal(ApiFixture.LiveCount, (await AllAsync("/v1/lives?status=all&limit=5")).Count);
    }

    private async Task<IEnumerable<int>> ActiveAsync(int second) =>
        (await AllAsync($"/v1/actions?active=true&at={Records.Noon.AddSeconds(second):yyyy-MM-ddTHH:mm:ss}Z&limit=1"))
            .Select(item => (int)(item.GetProperty("orderedAt").GetDateTimeOffset() - Records.Noon).TotalSeconds);

    private async Task<List<JsonElement>> AllAsync(string path)
    {
        var (items, cursor) = (new List<JsonElement>(), "");
        while (true)
        {
            var page = await api.App.GetJsonAsync(path + (cursor.Length == 0 ? "" : $"{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}cursor={cursor}"));
            items.AddRange(page.GetProperty("items").EnumerateArray());
            if (page.GetProperty("nextCursor").GetString() is not { } next)
                return items;
            Assert.NotEqual(cursor, next);
            cursor = next;
        }
    }
}
