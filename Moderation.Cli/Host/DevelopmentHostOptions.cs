namespace Moderation.Cli.Host;

/// <summary>What the development host runs, and where.</summary>
internal sealed record DevelopmentHostOptions
{
    public const int DefaultApiPort = 5080;
    public const int DefaultWorkerPort = 5081;

    public required ModerationHome Home { get; init; }

    /// <summary>A real cluster to use; null starts the embedded broker.</summary>
    public string? BootstrapServers { get; init; }

    /// <summary>A database to use; null starts a private one.</summary>
    public string? ConnectionString { get; init; }

    public int BrokerPort { get; init; } = Broker.EmbeddedBroker.DefaultPort;

    /// <summary>Port of the private database; the next free one is taken when it is not free.</summary>
    public int PostgresPort { get; init; } = PrivatePostgres.DefaultPort;

    /// <summary>Started in this order.</summary>
    public required IReadOnlyList<HostedProgram> Programs { get; init; }

    /// <summary>Name of the embedded broker, new at each start: it cannot say its id, and its offsets begin anew.</summary>
    public string EmbeddedClusterId { get; init; } = $"embedded-{TimeProvider.System.GetUtcNow().UtcTicks}";

    /// <summary>How long the programs may take until they are ready.</summary>
    public TimeSpan ReadyPatience { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How long it may take, once both are ready, until the Worker decides by the sheets that the Api publishes.</summary>
    public TimeSpan SheetPatience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a program may take to stop in an orderly way.</summary>
    public TimeSpan StopPatience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Whether a program is ready.</summary>
    public Func<HostedProgram, CancellationToken, Task<bool>> IsReady { get; init; } = Readiness.AnswersAsync;

    /// <summary>Worker and Api, with broker and database as the environment gives them: <c>Kafka__BootstrapServers</c>, <c>ConnectionStrings__Moderation</c>.</summary>
    public static DevelopmentHostOptions FromEnvironment(ModerationHome home) => new()
    {
        Home = home,
        BootstrapServers = Variable("Kafka__BootstrapServers"),
        ConnectionString = Variable("ConnectionStrings__Moderation"),
        Programs = [HostedProgram.Worker(home, DefaultWorkerPort), HostedProgram.Api(home, DefaultApiPort, Variable("Models__AgePriorFile"))],
    };

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
