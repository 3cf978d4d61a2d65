using Moderation.Cli.Host;

namespace Moderation.Cli.Bench;

/// <summary>What the benchmarks of Worker and Api run beside themselves.</summary>
internal static class BenchHost
{
    /// <summary>A broker and a Worker with these settings besides its own.</summary>
    public static DevelopmentHostOptions WorkerOnly(ModerationHome home, params IEnumerable<KeyValuePair<string, string>> settings) =>
        DevelopmentHostOptions.FromEnvironment(home) with
        {
            BootstrapServers = null,
            BrokerPort = 0,
            ConnectionString = "not used",
            Programs =
            [
                HostedProgram.Worker(home, DevelopmentHostOptions.DefaultWorkerPort) with
                {
                    Settings = new Dictionary<string, string>(settings) { ["Models__Directory"] = home.Models },
                },
            ],
        };

    /// <summary>A broker, a database and an Api that live in a folder of their own.</summary>
    public static DevelopmentHostOptions ApiOnly(ModerationHome home, ModerationHome scratch) => new()
    {
        Home = scratch,
        BrokerPort = 0,
        Programs = [HostedProgram.Api(home, PortOwner.PickFree())],
    };
}
