using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Moderation.Api.Policies;
using Moderation.Api.PolicyReports.Backtests;
using Moderation.Cli.Host;
using Moderation.Cli.Policies;
using Moderation.Core.Decisions;
using Moderation.Core.Policies;
using Moderation.Core.Policies.Sessions;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http;

/// <summary>A broker with the logs of some lives, and a database, for each test. The Api decides by the calibration and the models of this checkout.</summary>
public abstract class BacktestFixture(PostgresServer server) : IAsyncLifetime
{
    /// <summary>The sheet that is compared with: it takes longer to throttle than <see cref="PolicyTool.Minors"/>.</summary>
    protected static readonly string Slower = PolicyTool.Minors.Replace("0.90 for 10s", "0.90 for 20s", StringComparison.Ordinal);

    private readonly List<ModerationApplication> _apps = [];
    private string _database = "";

    internal MockKafka Kafka { get; } = new();

    internal static DeciderRules Rules { get; } = PolicyRules.Load(ModerationHome.Find());

    public async Task InitializeAsync()
    {
        if (PostgresServer.WhyNot is null)
            _database = await server.CreateDatabaseAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var app in _apps)
            await app.DisposeAsync();
        if (PostgresServer.WhyNot is null)
            await server.DropDatabaseAsync(_database);
        Kafka.Dispose();
    }

    /// <summary>An Api on the test's database and broker.</summary>
    /// <param name="gate">What holds its reading of the log up.</param>
    /// <param name="broker">Another broker.</param>
    /// <param name="works">Whether it works the queue off, or leaves it to the test.</param>
    /// <param name="settings">Settings of its own.</param>
    internal ModerationApplication Open(LogGate? gate = null, string? broker = null, bool works = true, params (string Key, string Value)[] settings)
    {
        var models = Path.Combine(Repository.Root, "models");
        var app = new ModerationApplication(
            _database, broker ?? Kafka.BootstrapServers,
            [("Policies:Models", models), ("Policies:Calibration", Path.Combine(models, "age-evidence", "manifest.json")), .. settings])
        {
            Replace = services =>
            {
                services.AddSingleton<ISheetTester, ContentTester>();
                gate?.Guard(services);
                if (!works)
                    services.Remove(services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(BacktestRunner)));
            },
        };
        _apps.Add(app);
        return app;
    }

    /// <summary>Four lives of children, and one in which nobody is clearly seen.</summary>
    internal static IReadOnlyList<IReadOnlyList<RecordedSignal>> FiveLives() =>
        [.. Enumerable.Range(1, 5).Select(number => PlayedLives.Log(PolicyTool.Minors, number == 5 ? 1 : 0, $"live-{number}"))];

    internal static CompiledSheet Compile(string yaml) => SheetCompiler.FromYaml(yaml);
}
