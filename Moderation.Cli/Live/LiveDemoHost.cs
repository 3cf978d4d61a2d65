using System.Globalization;
using Moderation.Cli.Host;
using Moderation.Cli.Live.Nginx;

namespace Moderation.Cli.Live;

/// <summary>What the live demo runs: everything of its own, because its sheet cuts without asking anybody.</summary>
internal static class LiveDemoHost
{
    /// <summary>Where nginx asks whether somebody may publish.</summary>
    public static Uri PublishHook { get; } = new($"http://127.0.0.1:{DevelopmentHostOptions.DefaultApiPort.ToString(CultureInfo.InvariantCulture)}/v1/streams:authorize");

    /// <remarks>A cluster or a database of the environment is not used: nothing of this may reach lives of somebody else, and no later run may decide by this sheet.</remarks>
    public static DevelopmentHostOptions Options(ModerationHome home, NginxRtmp nginx) => DevelopmentHostOptions.FromEnvironment(home) with
    {
        BootstrapServers = null,
        ConnectionString = null,
        Database = new PrivateDatabase("moderation_live_demo", IsFresh: true),
        Programs =
        [
            With(HostedProgram.Worker(home, DevelopmentHostOptions.DefaultWorkerPort), new Dictionary<string, string>
            {
                ["Worker__Roles"] = "scorer,decider,enforcer,streams",
                ["Enforcement__NginxRtmp__ControlUrl"] = nginx.ControlUrl.AbsoluteUri,
                ["Enforcement__NginxRtmp__Application"] = NginxRtmpOptions.Application,
                ["Intake__Streams__StatUrl"] = nginx.StatUrl.AbsoluteUri,
                ["Intake__Streams__PlayUrl"] = nginx.PlayUrl,
                ["Intake__Streams__PollInterval"] = Text(TimeSpan.FromSeconds(0.25)),
                ["Intake__Streams__EndAfter"] = Text(TimeSpan.FromSeconds(2)),
            }),
            With(HostedProgram.Api(home, DevelopmentHostOptions.DefaultApiPort), new Dictionary<string, string> { ["Policies__Directory"] = LivePolicies.Gather(home) }),
        ],
    };

    private static HostedProgram With(HostedProgram program, Dictionary<string, string> settings) =>
        program with { Settings = new Dictionary<string, string>(program.Settings.Where(own => !settings.ContainsKey(own.Key)).Concat(settings)) };

    private static string Text(TimeSpan span) => span.ToString("c", CultureInfo.InvariantCulture);
}
