using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moderation.Core.Subjects;
using Moderation.Tests.Unit.Supervision;
using Moderation.Worker.Intake.Streams;

namespace Moderation.Tests.Unit.Intake.Streams;

public sealed class HlsWatchTests : IDisposable
{
    private readonly Playlists _server = new();
    private readonly HttpClient _http;
    private readonly FakeTimeProvider _time = new();
    private readonly HlsWatch _watch;

    public HlsWatchTests()
    {
        _http = new HttpClient(_server);
        _watch = new HlsWatch(
            _http, new StreamAddress(LiveId.Parse("news"), "http://server/a/news.m3u8?key=1", PlayPath: null), new StreamsOptions(), _time, NullLogger<LiveStream>.Instance);
    }

    [Fact]
    public Task A_playlist_that_a_publisher_left_behind_does_not_go_on() =>
        AssertMovesAtAsync(last: 4, Segments(7, "a.ts", "b.ts"), Segments(7, "a.ts", "b.ts"), Segments(8, "b.ts"), Segments(8, "b.ts"), Segments(8, "b.ts", "c.ts"));

    [Fact]
    public Task Names_that_are_signed_anew_each_time_are_the_same_segments() =>
        AssertMovesAtAsync(last: 2, Segments(7, "a.ts?sign=1"), Segments(7, "a.ts?sign=2"), Segments(8, "b.ts?sign=3"));

    [Fact]
    public Task Segments_that_are_parts_of_one_file_are_told_apart_by_their_numbers() =>
        AssertMovesAtAsync(last: 2, Segments(7, "all.ts", "all.ts"), Segments(7, "all.ts", "all.ts"), Segments(8, "all.ts", "all.ts"));

    [Fact]
    public Task A_publisher_that_begins_again_with_lower_numbers_is_new() =>
        AssertMovesAtAsync(last: 1, Segments(70, "a.ts", "b.ts"), Segments(0, "first.ts"));

    [Fact]
    public Task A_playlist_that_was_not_there_and_then_is_is_new() => AssertMovesAtAsync(last: 2, Missing, Missing, Segments(0, "a.ts"));

    [Fact]
    public Task A_playlist_that_goes_away_is_no_news_and_one_without_segments_neither() =>
        AssertMovesAtAsync(last: 4, Segments(7, "a.ts"), Missing, Segments(0), Missing, Segments(7, "a.ts"));

    [Fact]
    public Task What_cannot_be_read_is_not_known_and_what_can_be_read_again_is_not_new_for_that() =>
        AssertMovesAtAsync(last: 5, Refused, Broken, Segments(7, "a.ts"), Answer(HttpStatusCode.BadGateway, ""), Segments(7, "a.ts"), Segments(8, "b.ts"));

    [Fact]
    public async Task Of_a_playlist_of_variants_the_first_one_tells()
    {
        _server.Variants = "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nlow/index.m3u8?x=1\n#EXT-X-STREAM-INF:BANDWIDTH=2\nhigh/index.m3u8\n";

        await AssertMovesAtAsync(last: 2, Segments(7, "a.ts"), Segments(7, "a.ts"), Segments(7, "a.ts", "b.ts"));

        Assert.Equal(["http://server/a/news.m3u8?key=1", "http://server/a/low/index.m3u8?x=1"], _server.Asked.Distinct());
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://server/x.m3u8")]
    public async Task A_variant_elsewhere_than_on_the_web_is_not_opened(string variant)
    {
        _server.Variants = $"#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n{variant}\n";
        using var stop = new CancellationTokenSource();
        var moved = _watch.MovedAsync(stop.Token);
        await LookedAsync(3);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => moved);
        Assert.Single(_server.Asked.Distinct());
    }

    [Fact]
    public async Task An_endless_page_is_given_up()
    {
        _server.Pages.Enqueue(Answer(HttpStatusCode.OK, "#EXTM3U\n" + new string('#', HlsPlaylist.MostBytes)));

        await AssertMovesAtAsync(last: 1, Segments(7, "a.ts"), Segments(8, "b.ts"));
    }

    public void Dispose()
    {
        _http.Dispose();
        _server.Dispose();
    }

    private static HttpResponseMessage Missing() => new(HttpStatusCode.NotFound);

    private static HttpResponseMessage Refused() => throw new HttpRequestException("refused");

    private static HttpResponseMessage Broken() => new(HttpStatusCode.OK) { Content = new StringContent("<html/>") };

    private static Func<HttpResponseMessage> Answer(HttpStatusCode status, string page) => () => new HttpResponseMessage(status) { Content = new StringContent(page) };

    private static Func<HttpResponseMessage> Segments(int sequence, params string[] names)
    {
        var page = new StringBuilder($"#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n#EXT-X-MEDIA-SEQUENCE:{sequence}\r\n");
        foreach (var name in names)
            page.Append("#EXTINF:1.000,\n").Append(name).Append('\n');
        return Answer(HttpStatusCode.OK, page.ToString());
    }

    /// <summary>Answers with the pages one after another, and asserts that only at the last of them the watch says that the playlist goes on.</summary>
    private async Task AssertMovesAtAsync(int last, params Func<HttpResponseMessage>[] pages)
    {
        var before = _server.Pages.Count;
        foreach (var page in pages)
            _server.Pages.Enqueue(page);
        var moved = _watch.MovedAsync(CancellationToken.None);

        await Deadline.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(10));
                return Task.FromResult(moved);
            },
            task => task.IsCompleted,
            TimeSpan.FromSeconds(30),
            "a playlist that goes on");
        await moved;
        Assert.Equal(before + last + 1, _server.Given);
    }

    private Task LookedAsync(int count) => Deadline.UntilAsync(
        () =>
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            return Task.FromResult(_server.Asked.Count);
        },
        asked => asked >= count,
        TimeSpan.FromSeconds(30),
        $"{count} looks");

    private sealed class Playlists : HttpMessageHandler
    {
        public Queue<Func<HttpResponseMessage>> Pages { get; } = new();

        public List<string> Asked { get; } = [];

        public int Given { get; private set; }

        /// <summary>What the address itself answers, where the pages are of a variant.</summary>
        public string? Variants { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var address = request.RequestUri!.AbsoluteUri;
            Asked.Add(address);
            if (Variants is { } variants && address.Contains("news.m3u8", StringComparison.Ordinal))
                return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(variants), RequestMessage = request });
            Given++;
            try
            {
                var answer = Pages.TryDequeue(out var page) ? page() : Refused();
                answer.RequestMessage = request;
                return Task.FromResult(answer);
            }
            catch (HttpRequestException e)
            {
                return Task.FromException<HttpResponseMessage>(e);
            }
        }
    }
}
