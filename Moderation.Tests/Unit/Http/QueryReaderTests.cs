using Microsoft.AspNetCore.Http;
using Moderation.Api.Http;
using Moderation.Core.Wire;

namespace Moderation.Tests.Unit.Http;

public sealed class QueryReaderTests
{
    private static readonly QueryParameter[] Known =
    [
        QueryParameter.LiveId, QueryParameter.Policy, QueryParameter.Since, QueryParameter.Kind, QueryParameter.Active,
        QueryParameter.Limit, QueryParameter.Cursor,
    ];

    [Fact]
    public void Nothing_asked_is_the_first_page_of_everything()
    {
        var query = Reader("");

        Assert.Equal(
            (null, null, null, null, null, null, QueryParameter.DefaultLimit),
            (query.Id(QueryParameter.LiveId), query.Text(QueryParameter.Policy), query.Time(QueryParameter.Since),
             query.Word<ActionKind>(QueryParameter.Kind), query.Flag(QueryParameter.Active), query.Cursor(), query.Limit()));
        Assert.False(query.IsFaulty);
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("500", 500)]
    [InlineData("0", null)]
    [InlineData("501", null)]
    [InlineData("-1", null)]
    [InlineData("+5", null)]
    [InlineData("5.0", null)]
    [InlineData("%205", null)]
    [InlineData("1e2", null)]
    [InlineData("99999999999", null)]
    [InlineData("", null)]
    public void A_page_has_1_to_500_rows(string text, int? limit)
    {
        var query = Reader($"?limit={text}");

        Assert.Equal(limit ?? QueryParameter.DefaultLimit, query.Limit());
        Assert.Equal(limit is null ? ["limit"] : [], query.Errors.Keys);
    }

    [Theory]
    [InlineData("?livId=x", "livId")]
    [InlineData("?LIVEID=x&limit=5", "LIVEID")]
    [InlineData("?limit=1&limit=2", "limit")]
    [InlineData("?active=true&active=true", "active")]
    public void A_name_that_is_unknown_or_given_twice_is_a_fault_of_that_name(string text, string name)
    {
        // Read as the endpoints do: whatever a reading adds must not hide the first fault.
        var query = Reader(text);
        query.Limit();
        query.Flag(QueryParameter.Active);

        Assert.Equal([name], query.Errors.Keys);
    }

    [Theory]
    [InlineData("2026-03-01T12:00:00Z")]
    [InlineData("2026-03-01T12:00Z")]
    [InlineData("2026-03-01T12:00:00.000Z")]
    [InlineData("2026-03-01T14:30:00%2B02:30")]
    [InlineData("2026-03-01T14:30:00+02:30")]
    [InlineData("2026-03-01T09:00:00.0000000-03:00")]
    public void The_same_time_in_any_offset_is_the_same_time(string text) =>
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), Reader($"?since={text}").Time(QueryParameter.Since));

    [Theory]
    [InlineData("2026-03-01T12:00:00")]
    [InlineData("2026-03-01T12:00")]
    [InlineData("2026-03-01")]
    [InlineData("2026-03-01 12:00:00Z")]
    [InlineData("2026-02-30T12:00:00Z")]
    [InlineData("0001-01-01T00:00:00%2B01:00")]
    [InlineData("01.03.2026")]
    [InlineData("now")]
    [InlineData("1772366400")]
    [InlineData("")]
    public void A_time_without_offset_or_that_does_not_exist_is_a_fault(string text)
    {
        var query = Reader($"?since={text}");

        Assert.Null(query.Time(QueryParameter.Since));
        Assert.Equal(["since"], query.Errors.Keys);
    }

    [Theory]
    [InlineData("?liveId=", "liveId")]
    [InlineData("?liveId=a%20b", "liveId")]
    [InlineData("?policy=", "policy")]
    [InlineData("?policy=a%00b", "policy")]
    [InlineData("?kind=CutLive", "kind")]
    [InlineData("?kind=0", "kind")]
    [InlineData("?active=True", "active")]
    [InlineData("?active=1", "active")]
    [InlineData("?cursor=x", "cursor")]
    public void A_value_of_another_form_is_a_fault_of_that_name(string text, string name)
    {
        var query = Reader(text);
        _ = (query.Id(QueryParameter.LiveId), query.Text(QueryParameter.Policy), query.Word<ActionKind>(QueryParameter.Kind));
        _ = (query.Flag(QueryParameter.Active), query.Cursor());

        Assert.Equal([name], query.Errors.Keys);
    }

    [Fact]
    public void Every_fault_is_told_at_once()
    {
        var query = Reader("?limit=0&since=yesterday&colour=red");
        query.Limit();
        query.Time(QueryParameter.Since);

        Assert.Equal(["colour", "limit", "since"], query.Errors.Keys.Order());
    }

    private static QueryReader Reader(string query)
    {
        var context = new DefaultHttpContext();
        context.Request.QueryString = new QueryString(query);
        context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(new QueryParameters(Known)), "test"));
        return new QueryReader(context);
    }
}
