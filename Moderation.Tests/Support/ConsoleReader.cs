using System.Globalization;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Moderation.Tests.Support;

/// <summary>Somebody who reads the console. What the browser complains about on the way is kept.</summary>
internal sealed class ConsoleReader : IAsyncDisposable
{
    private static readonly string[] Grave = ["serious", "critical"];
    private static readonly string[] Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    public ConsoleReader(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.PageError += (_, error) => _complaints.Add(error);
        page.Console += (_, message) =>
        {
            // What the service refuses is shown to the reader and asserted there; the browser notes each such answer, too.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
                _complaints.Add(message.Text);
        };
    }

    public IPage Page { get; }

    /// <summary>Where screenshots are written: beside the results of the tests.</summary>
    public static string Screenshots { get; } = Directory.CreateDirectory(Path.Combine(Repository.Root, ".moderation", "screenshots")).FullName;

    /// <summary>Goes to a page and waits until its script listens.</summary>
    public async Task<IResponse> GoAsync(string path)
    {
        var response = await Page.GotoAsync(path, new PageGotoOptions { WaitUntil = WaitUntilState.DOMContentLoaded });
        await Page.Locator("html[data-ready]").WaitForAsync();
        return response!;
    }

    public Task ShootAsync(string name) => Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Screenshots, $"{name}.png"), FullPage = true });

    /// <summary>What stands in the way of those who use the page by other means than eye and mouse, or who read at this width; and what the browser complained about.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync()
    {
        var result = await Page.RunAxe(new AxeRunOptions { RunOnly = RunOnlyOptions.Tags(Rules) });
        var found = result.Violations.Where(violation => Grave.Contains(violation.Impact))
            .Select(violation => $"{violation.Id}: {string.Join("; ", violation.Nodes.Select(node => node.Html))}").ToList();
        var sideways = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (sideways > 0)
            found.Add(string.Create(CultureInfo.InvariantCulture, $"the page is {sideways} px wider than the screen"));
        return [.. found, .. _complaints];
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
