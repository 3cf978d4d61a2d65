namespace Moderation.Cli.Host;

/// <summary>A program that the development host runs beside broker and database.</summary>
internal sealed record HostedProgram
{
    public const string WorkerName = "worker";
    public const string ApiName = "api";

    /// <summary>What runs a .NET assembly here.</summary>
    public static string DotNetHost => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public required string Name { get; init; }

    public required string FileName { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    public required string WorkingFolder { get; init; }

    /// <summary>Where it answers, once it does.</summary>
    public required Uri Url { get; init; }

    /// <summary>Whether it is started only when the database answers.</summary>
    public bool NeedsDatabase { get; init; }

    /// <summary>Settings of its own, in the form of environment variables (<c>Section__Key</c>).</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    public static HostedProgram Worker(ModerationHome home, int port) =>
        DotNet(home, WorkerName, "Moderation.Worker", port) with { Settings = new Dictionary<string, string>(HostKeys.Vault(home)) { ["Models__Directory"] = home.Models } };

    /// <summary>The Api; it makes backtests by what the Worker decides by.</summary>
    /// <param name="home">The project.</param>
    /// <param name="port">Where it listens.</param>
    /// <param name="agePriorFile">The ages that the Worker is told to expect; null where it is told none.</param>
    public static HostedProgram Api(ModerationHome home, int port, string? agePriorFile = null)
    {
        var settings = new Dictionary<string, string>(HostKeys.Vault(home))
        {
            // it listens on loopback only, and whoever is on this machine is its developer
            ["Access__Development"] = "true",
            ["Policies__Directory"] = home.Policies,
            ["Policies__Calibration"] = Path.Combine(home.Models, "age-evidence", "manifest.json"),
            ["Policies__Models"] = home.Models,
            ["Audit__KeyFile"] = HostKeys.Audit(home),
        };
        if (agePriorFile is not null)
            settings["Policies__AgePriorFile"] = agePriorFile;
        return DotNet(home, ApiName, "Moderation.Api", port) with { NeedsDatabase = true, Settings = settings };
    }

    private static HostedProgram DotNet(ModerationHome home, string name, string project, int port)
    {
        var assembly = FindAssembly(home, project);
        return new HostedProgram
        {
            Name = name,
            FileName = DotNetHost,
            Arguments = [assembly],
            // ASP.NET Core takes appsettings.json and wwwroot from here
            WorkingFolder = Path.GetDirectoryName(assembly)!,
            Url = new Uri($"http://127.0.0.1:{port}"),
        };
    }

    /// <summary>The project's own build output, of the tool's configuration first; else the copy beside the tool, as in a published folder.</summary>
    private static string FindAssembly(ModerationHome home, string project)
    {
        string[] configurations = AppContext.BaseDirectory.Contains("/Debug/", StringComparison.Ordinal) ? ["Debug", "Release"] : ["Release", "Debug"];
        string[] candidates =
        [
            .. configurations.Select(name => Path.Combine(home.Root, project, "bin", name, "net10.0", "linux-x64", $"{project}.dll")),
            Path.Combine(AppContext.BaseDirectory, $"{project}.dll"),
        ];
        return candidates.FirstOrDefault(path => File.Exists(Path.ChangeExtension(path, ".runtimeconfig.json")) && File.Exists(path))
            ?? throw new ToolException($"{project} is not built: dotnet build -c Release (looked for {string.Join(", ", candidates)})");
    }
}
