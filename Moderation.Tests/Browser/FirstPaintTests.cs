using System.Globalization;
using Microsoft.Playwright;
using Moderation.Cli.Bench;
using Moderation.Core.Access;
using Moderation.Tests.Support;
using Xunit.Abstractions;

namespace Moderation.Tests.Browser;

/// <summary>How soon reviewers see something when there is much to see. Measured when it is asked for, because it fills a database with 100,000 open cases; docs/benchmarks.md has the figures.</summary>
[Collection(BrowserTests.Name)]
public sealed class FirstPaintTests(PostgresServer server, ConsoleBrowser browser, ITestOutputHelper output)
{
    private const int Cases = 100_000;
    private const int Loads = 5;

    /// <summary>All script and style that the pages may bring.</summary>
    private const int MostBytes = 300 * 1024;

    [MeasuredFact]
    public async Task Pages_of_a_reviewer_with_a_hundred_thousand_open_cases()
    {
        await using var app = new ModerationApplication(await server.CreateDatabaseAsync(), "127.0.0.1:1", AccessClient.Closed);
        var address = app.Listen();
        await using var reader = await browser.OpenAsync(address);
        await reader.SignInAsync(app, "ada", Role.Reviewer);
        await ReviewFill.RunAsync(app.Database, new ReviewLoad(Cases, Cases, 1, TimeSpan.FromSeconds(1)), new Progress<string>(output.WriteLine), CancellationToken.None);
        foreach (var path in new[] { "/console/queues", "/console/cases", "/console/cases/case-2" })
        {
            var paints = new List<double>();
            for (var load = 0; load < Loads; load++)
            {
                Assert.Equal(200, (await reader.GoAsync(path)).Status);
                paints.Add(await PaintAsync(reader.Page));
            }

            var bytes = await reader.Page.EvaluateAsync<int>("performance.getEntriesByType('resource').filter(one => /[.](js|css)/.test(one.name)).reduce((sum, one) => sum + one.decodedBodySize, 0)");
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{path}: first contentful paint {paints.Order().ElementAt(Loads / 2):0} ms (median of {Loads}; {string.Join(", ", paints.Select(one => one.ToString("0", CultureInfo.InvariantCulture)))}), {bytes} bytes of script and style"));
            Assert.InRange(bytes, 1, MostBytes);
        }
    }

    /// <summary>When the browser first drew text or a picture of this page, in milliseconds since it was asked for.</summary>
    private static async Task<double> PaintAsync(IPage page) => await page.EvaluateAsync<double>(
        "new Promise(done => { const look = () => { const [paint] = performance.getEntriesByName('first-contentful-paint'); if (paint) done(paint.startTime); else requestAnimationFrame(look); }; look(); })");
}

/// <summary>A measurement: made only when somebody asks for it.</summary>
public sealed class MeasuredFactAttribute : FactAttribute
{
    public MeasuredFactAttribute() => Skip = Environment.GetEnvironmentVariable("MODERATION_MEASURE") == "1"
        ? ConsoleBrowser.WhyNot ?? PostgresServer.WhyNot
        : "declared: measured with MODERATION_MEASURE=1";
}
