using System.Net;
using Moderation.Tests.Support;
using Moderation.Worker.Enforcement.Edges;

namespace Moderation.Tests.Streams;

public sealed class NginxRtmpControlTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };

    [RtmpFact]
    public async Task Who_is_dropped_is_gone_and_who_publishes_beside_stays()
    {
        await using var server = await RtmpServer.StartAsync();
        var control = new NginxRtmpControl(_http, server.Nginx.ControlUrl, "live");
        await using var cut = TestPublisher.Start(server.Nginx.PlayUrl, "a.b:c_d-e");
        await using var stays = TestPublisher.Start(server.Nginx.PlayUrl, "a.b:c_d-e2");
        await server.PublishingAsync("a.b:c_d-e", "a.b:c_d-e2");

        Assert.Equal(new DropOutcome.Dropped(1), await control.DropPublisherAsync("a.b:c_d-e", None));

        Assert.NotEqual(0, await cut.Exited.WaitAsync(Patience));
        await server.PublishingAsync("a.b:c_d-e2");
        Assert.False(stays.Exited.IsCompleted);
        Assert.Equal(new DropOutcome.WasNotThere(), await control.DropPublisherAsync("a.b:c_d-e", None));
    }

    [RtmpFact]
    public async Task A_hook_that_says_no_keeps_a_publisher_out()
    {
        using var gate = new HttpListener();
        var hook = new Uri($"http://127.0.0.1:{Cli.Host.PortOwner.PickFree()}/hook/");
        gate.Prefixes.Add(hook.AbsoluteUri);
        gate.Start();
        await using var server = await RtmpServer.StartAsync(hook);
        await using var refused = TestPublisher.Start(server.Nginx.PlayUrl, "refused");

        var asked = await gate.GetContextAsync().WaitAsync(Patience);
        using var body = new StreamReader(asked.Request.InputStream);
        var form = await body.ReadToEndAsync();
        asked.Response.StatusCode = 403;
        asked.Response.Close();

        Assert.Contains("call=publish", form, StringComparison.Ordinal);
        Assert.Contains("name=refused", form, StringComparison.Ordinal);
        Assert.NotEqual(0, await refused.Exited.WaitAsync(Patience));
        await server.PublishingAsync();
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("x&app=other")]
    [InlineData("")]
    public async Task A_name_that_nginx_could_not_find_is_refused_and_nobody_is_asked(string name) =>
        Assert.IsType<DropOutcome.Failed>(await new NginxRtmpControl(_http, new Uri("http://127.0.0.1:1/control"), "live").DropPublisherAsync(name, None));

    [Fact]
    public async Task A_server_that_does_not_answer_is_a_failure_and_not_somebody_who_was_not_there() =>
        Assert.IsType<DropOutcome.Failed>(await new NginxRtmpControl(_http, new Uri("http://127.0.0.1:1/control"), "live").DropPublisherAsync("x", None));

    [Theory]
    [InlineData(HttpStatusCode.OK, "<html>welcome</html>", "is not nginx-rtmp's control module")]
    [InlineData(HttpStatusCode.NotFound, "0", "404")]
    [InlineData(HttpStatusCode.OK, "", "is not nginx-rtmp's control module")]
    [InlineData(HttpStatusCode.OK, "-1", "is not nginx-rtmp's control module")]
    public async Task What_is_no_number_of_connections_is_a_failure(HttpStatusCode status, string answer, string expected)
    {
        using var http = new HttpClient(new Answering(status, answer));

        var outcome = await new NginxRtmpControl(http, new Uri("http://nginx/control/"), "live").DropPublisherAsync("x", None);

        Assert.Contains(expected, Assert.IsType<DropOutcome.Failed>(outcome).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_asks_for_the_application_and_the_stream_and_counts_the_connections()
    {
        using var nginx = new Answering(HttpStatusCode.OK, "2\n");
        using var http = new HttpClient(nginx);

        var outcome = await new NginxRtmpControl(http, new Uri("http://nginx/control/"), "live").DropPublisherAsync("a:b", None);

        Assert.Equal(new DropOutcome.Dropped(2), outcome);
        Assert.Equal("http://nginx/control/drop/publisher?app=live&name=a:b", nginx.Asked);
    }

    public void Dispose() => _http.Dispose();

    private sealed class Answering(HttpStatusCode status, string answer) : HttpMessageHandler
    {
        public string? Asked { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked = request.RequestUri!.AbsoluteUri;
            return Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(answer) });
        }
    }
}
