using Moderation.Cli.Host;

namespace Moderation.Cli.Bench;

/// <summary>What the benchmarks of Worker and Api run beside themselves.</summary>
internal static class BenchHost
{
    /// <summary>A broker and a Worker with these settings besides its own.</summary>
    public static DevelopmentHostOptions WorkerOnly(ModerationHome home, params IEnumerable<KeyValuePair<string, string>> settings) =>
        WorkerOnly(home, null, settings);

    /// <summary>A broker, and a Worker on the measured core, with these settings besides its own.</summary>
    public static DevelopmentHostOptions WorkerOnly(ModerationHome home, CoreSplit? split, params IEnumerable<KeyValuePair<string, string>> settings)
    {
        var worker = HostedProgram.Worker(home, PortOwner.PickFree());
        worker = worker with { Settings = WorkerSettings(home, worker.Url, settings) };
        return OfWorker(home, split?.OnMeasured(worker) ?? worker);
    }

    /// <summary>A broker, a database and an Api that live in a folder of their own.</summary>
    public static DevelopmentHostOptions ApiOnly(ModerationHome home, ModerationHome scratch) => new()
    {
        Home = scratch,
        BrokerPort = 0,
        Programs = [WithVaultOf(scratch, HostedProgram.Api(home, PortOwner.PickFree()))],
    };

    /// <summary>Measures in a folder that exists only for the run, and prints what came of it.</summary>
    /// <typeparam name="TReport">What is measured.</typeparam>
    public static async Task<int> InScratchAsync<TReport>(ModerationHome home, Func<ModerationHome, Task<TReport>> measure, Func<TReport, string> text)
    {
        // Not CreateTempSubdirectory: where root runs this, the database's own user must be able to enter.
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"moderation-bench-{Environment.ProcessId}")).FullName;
        try
        {
            var scratch = new ModerationHome(folder);
            File.Copy(home.TopicsFile, scratch.TopicsFile);
            Console.Out.WriteLine(text(await measure(scratch)));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static DevelopmentHostOptions OfWorker(ModerationHome home, HostedProgram worker) => DevelopmentHostOptions.FromEnvironment(home) with
    {
        BootstrapServers = null,
        BrokerPort = 0,
        ConnectionString = "not used",
        Programs = [worker],
    };

    // The rounds raise reports about frames that are made up; no evidence of them is kept.
    private static Dictionary<string, string> WorkerSettings(ModerationHome home, Uri url, IEnumerable<KeyValuePair<string, string>> settings)
    {
        var all = new Dictionary<string, string>(settings) { ["Models__Directory"] = home.Models, ["Worker__Url"] = url.GetLeftPart(UriPartial.Authority) };
        all.TryAdd("Worker__Roles", "scorer,decider,enforcer");
        return all;
    }

    // Its database is thrown away: it must not be the one that looks after real evidence.
    private static HostedProgram WithVaultOf(ModerationHome scratch, HostedProgram api) =>
        api with { Settings = new Dictionary<string, string>(api.Settings) { ["Evidence__Vault__Directory"] = Path.Combine(scratch.State, "vault") } };
}
