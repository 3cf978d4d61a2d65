using System.Net;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Moderation.Tests.Support;
using Moderation.Worker.Hosting;
using Moderation.Worker.Intake.Streams;

namespace Moderation.Tests.Unit.Intake.Streams;

public sealed class StatDirectoryTests : IDisposable
{
    private const string Good = "<rtmp><server><application><name>live</name><live><stream><name>a</name><publishing/></stream></live></application></server></rtmp>";
    private readonly WorkerParts _parts = new();

    [Fact]
    public async Task What_the_page_says_is_known_and_a_page_that_cannot_be_read_is_not_nobody()
    {
        using var failures = new MetricCollector<long>(_parts.Meters, WorkerTelemetry.Name, "moderation.intake.stat_failures");
        using var nginx = new Pages(
            () => throw new HttpRequestException("refused"),
            () => Answer(HttpStatusCode.OK, Good),
            () => Answer(HttpStatusCode.NotFound, Good),
            () => Answer(HttpStatusCode.OK, Good[..40]),
            () => Answer(HttpStatusCode.OK, "<html/>"),
            () => Answer(HttpStatusCode.OK, Good.Replace("live<", "other<", StringComparison.Ordinal)),
            () => throw new TaskCanceledException("time-out"),
            () => Answer(HttpStatusCode.OK, Good));
        using var http = new HttpClient(nginx);
        var directory = new StatDirectory(http, new StreamsOptions { StatUrl = "http://nginx/stat" }, new StreamMetrics(_parts.Meters), NullLogger<StatDirectory>.Instance);

        var seen = new List<string?>();
        Assert.False(directory.WasRead);
        for (var i = 0; i < nginx.Count; i++)
            seen.Add(await directory.LookAsync(CancellationToken.None) is { } names ? string.Join(',', names) : null);

        Assert.Equal([null, "a", null, null, null, null, null, "a"], seen);
        Assert.True(directory.WasRead);
        Assert.Equal(6, failures.GetMeasurementSnapshot().EvaluateAsCounter());
    }

    public void Dispose() => _parts.Dispose();

    private static HttpResponseMessage Answer(HttpStatusCode status, string page) => new(status) { Content = new StringContent(page) };

    private sealed class Pages(params Func<HttpResponseMessage>[] answers) : HttpMessageHandler
    {
        private int _asked;

        public int Count => answers.Length;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                return Task.FromResult(answers[_asked++]());
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                return Task.FromException<HttpResponseMessage>(e);
            }
        }
    }
}
