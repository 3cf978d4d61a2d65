namespace Moderation.Cli.Host;

/// <summary>The folder that holds <c>models/</c>, <c>policies/</c>, <c>kafka-topics.yaml</c> and the state of the development host.</summary>
internal sealed record ModerationHome(string Root)
{
    private const string Landmark = "kafka-topics.yaml";

    public string TopicsFile => Path.Combine(Root, Landmark);

    /// <summary>The policy sheets that an empty database begins with.</summary>
    public string Policies => Path.Combine(Root, "policies");

    public string Models => Path.Combine(Root, "models");

    /// <summary>Everything that the development host writes; never committed.</summary>
    public string State => Path.Combine(Root, ".moderation");

    /// <summary>What the running development host tells other commands.</summary>
    public string HostStateFile => Path.Combine(State, "host.json");

    /// <summary>The log of one process of the development host.</summary>
    public ChildLog Log(string name) => new(Path.Combine(State, "logs", $"{name}.log"));

    /// <summary>Takes MODERATION_HOME (the launcher sets it), else the nearest folder upwards that holds the topics file.</summary>
    /// <exception cref="ToolException">No such folder; the message says what to set.</exception>
    public static ModerationHome Find()
    {
        if (Environment.GetEnvironmentVariable("MODERATION_HOME") is { Length: > 0 } home)
            return new ModerationHome(Path.GetFullPath(home));
        foreach (var start in new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, Landmark)))
                    return new ModerationHome(folder.FullName);
            }
        }

        throw new ToolException($"no {Landmark} in this folder or above it: set MODERATION_HOME to the project's folder");
    }
}
