using Microsoft.Playwright;

namespace Moderation.Tests.Support;

/// <summary>The distribution's own browser, started once for all tests that look at pages.</summary>
public sealed class ConsoleBrowser : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private IPlaywright? _driver;
    private IBrowser? _browser;

    /// <summary>Why there is none; null where there is.</summary>
    public static string? WhyNot { get; } = Find() is null ? "declared: no browser here: apt-get install chromium" : null;

    public async Task InitializeAsync()
    {
        if (Find() is not { } program)
            return;
        _driver = await Playwright.CreateAsync();
        _browser = await _driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            ChromiumSandbox = false,
            Args = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _driver?.Dispose();
    }

    /// <summary>Somebody in front of a screen, with cookies of their own.</summary>
    /// <param name="address">Where the service is.</param>
    /// <param name="widthPx">The screen's width.</param>
    /// <param name="language">What the browser asks for.</param>
    /// <param name="dark">Whether the reader's system is set to dark.</param>
    internal async Task<ConsoleReader> OpenAsync(Uri address, int widthPx = 1280, string language = "en-GB", bool dark = false)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            Locale = language,
            ViewportSize = new ViewportSize { Width = widthPx, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(30_000);
        return new ConsoleReader(context, await context.NewPageAsync());
    }

    private static string? Find() =>
        (from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
         from name in Names
         select Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}

/// <summary>Tests that look at pages with a browser; they share it, and a server of their own.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<PostgresServer>, ICollectionFixture<ConsoleBrowser>
{
    public const string Name = "Browser";
}

/// <summary>A test that needs PostgreSQL and a browser: skipped visibly where one is missing, failing there in CI.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if ((ConsoleBrowser.WhyNot ?? PostgresServer.WhyNot) is { } reason && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = reason;
    }
}
