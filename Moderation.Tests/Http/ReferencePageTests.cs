using System.Text.RegularExpressions;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http;

[Collection(PostgresTests.Name)]
public sealed partial class ReferencePageTests(PostgresServer server)
{
    [PostgresFact]
    public async Task The_reference_page_is_served_whole_by_the_service_itself()
    {
        await using var app = new ModerationApplication(await server.CreateDatabaseAsync(), "127.0.0.1:1");
        using var client = app.CreateClient();
        using var page = await client.GetAsync(new Uri("/scalar/", UriKind.Relative));
        page.EnsureSuccessStatusCode();
        var html = await page.Content.ReadAsStringAsync();
        var scripts = Script().Matches(html).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(scripts);
        Assert.All(scripts, script => Assert.DoesNotContain("//", script, StringComparison.Ordinal));
        foreach (var script in scripts)
        {
            using var answer = await client.GetAsync(new Uri(new Uri("http://localhost/scalar/"), script));
            Assert.True(answer.IsSuccessStatusCode, script);
        }

        Assert.Contains("script-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [GeneratedRegex("<script[^>]*src=\"([^\"]+)\"")]
    private static partial Regex Script();
}
