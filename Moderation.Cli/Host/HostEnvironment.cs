using System.Globalization;

namespace Moderation.Cli.Host;

/// <summary>The settings that tie a program to the host's broker and database.</summary>
internal static class HostEnvironment
{
    // The embedded broker rebalances one session time-out after a member's change, and sleeps a fetch out even when data arrives: with the
    // defaults for a real cluster a restarted worker would wait 44 s, and every record up to a tenth of a second.
    private static readonly Dictionary<string, string> EmbeddedBrokerTimes = new()
    {
        ["Kafka__SessionTimeout"] = "00:00:02",
        ["Kafka__HeartbeatInterval"] = "00:00:00.300",
        ["Kafka__FetchWait"] = "00:00:00.010",
    };

    public static Dictionary<string, string> For(HostedProgram program, DevelopmentHostOptions options, string bootstrapServers, string? connectionString)
    {
        var settings = options.BootstrapServers is null ? new Dictionary<string, string>(EmbeddedBrokerTimes) : [];
        if (options.BootstrapServers is null)
            settings["Projection__ClusterId"] = options.EmbeddedClusterId;
        settings["MODERATION_HOME"] = options.Home.Root;
        settings["Kafka__BootstrapServers"] = bootstrapServers;
        settings["ASPNETCORE_URLS"] = program.Url.GetLeftPart(UriPartial.Authority);
        if (connectionString is not null)
            settings["ConnectionStrings__Moderation"] = connectionString;
        if (program.Name == HostedProgram.ApiName)
        {
            foreach (var (index, worker) in options.Programs.Where(other => other.Name == HostedProgram.WorkerName).Index())
                settings[string.Create(CultureInfo.InvariantCulture, $"Operations__Workers__{index}")] = worker.Url.GetLeftPart(UriPartial.Authority);
        }

        foreach (var (name, value) in program.Settings)
            settings[name] = value;
        return settings;
    }
}
