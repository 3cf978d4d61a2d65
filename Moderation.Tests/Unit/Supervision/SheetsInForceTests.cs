using System.Net;
using System.Text.Json;
using Moderation.Cli;
using Moderation.Cli.Host;
using Moderation.Core.Wire;

namespace Moderation.Tests.Unit.Supervision;

public sealed class SheetsInForceTests
{
    private const string Policies = """
        { "items": [
          { "name": "a", "versions": [ { "state": "canary" }, { "state": "live" }, { "state": "retired" } ] },
          { "name": "b", "versions": [ { "state": "shadow" } ] },
          { "name": "c", "versions": [ { "state": "draft" }, { "state": "tested" } ] } ] }
        """;

    [Fact]
    public void Versions_that_decide_are_those_in_shadow_canary_and_live()
    {
        using var document = JsonDocument.Parse(Policies);

        Assert.Equal(3, SheetsInForce.Wanted(document.RootElement));
    }

    [Fact]
    public void A_worker_that_does_not_tell_yet_is_not_one_without_policies()
    {
        Assert.Null(SheetsInForce.InForce([]));
        Assert.Equal(0, SheetsInForce.InForce([new MetricSample(SheetsInForce.Metric, new Dictionary<string, string>(), 0)]));
    }

    [Fact]
    public async Task It_waits_until_every_version_decides()
    {
        using var service = new Service("# nothing yet", "moderation_decisions_policies 0", "moderation_decisions_policies{a=\"b\"} 2", "moderation_decisions_policies 3");

        Assert.Equal(3, await service.WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Equal(4, service.Asked);
    }

    [Fact]
    public async Task After_its_patience_it_says_how_many_decide_and_where_to_look()
    {
        using var service = new Service("moderation_decisions_policies 2");

        var refusal = await Assert.ThrowsAsync<ToolException>(() => service.WaitAsync(TimeSpan.FromMilliseconds(120)));

        Assert.Contains("2 of 3 policy versions", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("http://api/v1/policies", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_asked_again()
    {
        using var service = new Service("", "moderation_decisions_policies 3");

        Assert.Equal(3, await service.WaitAsync(TimeSpan.FromMinutes(1)));
    }

    /// <summary>An Api with three versions that decide, and a Worker whose metrics change; an empty page is no answer.</summary>
    private sealed class Service(params string[] pages) : HttpMessageHandler
    {
        public int Asked { get; private set; }

        public async Task<int> WaitAsync(TimeSpan patience)
        {
            using var http = new HttpClient(this, disposeHandler: false);
            return await new SheetsInForce(http, new Uri("http://api/"), new Uri("http://worker/")).WaitAsync(patience, CancellationToken.None);
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var text = request.RequestUri!.Host == "api" ? Policies : pages[Math.Min(Asked++, pages.Length - 1)];
            return Task.FromResult(text.Length == 0
                ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)
                : new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(text + "\n") });
        }
    }
}
