using System.CommandLine;
using Moderation.Cli.Host;

namespace Moderation.Cli.Policies;

/// <summary>Arguments and options that several policy commands have.</summary>
internal static class PolicyArguments
{
    public static Argument<string[]> Sheets() => new("files") { Description = "Sheets, or folders of sheets; policies/ when none is given.", Arity = ArgumentArity.ZeroOrMore };

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON value instead of text." };

    public static Option<Uri?> Api() => new("--api")
    {
        Description = "Address of the running service, such as http://127.0.0.1:8080; that of the development host when not given.",
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
                return address;
            result.AddError("--api is an address such as http://127.0.0.1:8080");
            return null;
        },
    };

    public static Option<string?> Bootstrap() => new("--bootstrap") { Description = "The Kafka cluster, as host:port; Kafka__BootstrapServers, or that of the development host, when not given." };

    /// <exception cref="ToolException">No cluster is known.</exception>
    public static string FindBootstrap(string? given) => given
        ?? Environment.GetEnvironmentVariable("Kafka__BootstrapServers")
        ?? HostState.Read(ModerationHome.Find().HostStateFile)?.BootstrapServers
        ?? throw new ToolException("which cluster? give --bootstrap host:port, set Kafka__BootstrapServers, or start `moderation up`");
}
