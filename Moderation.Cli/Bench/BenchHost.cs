using Moderation.Cli.Host;

namespace Moderation.Cli.Bench;

/// <summary>What the benchmarks of the Worker run beside themselves.</summary>
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
}
