namespace Moderation.Cli.Host;

/// <summary>A program that the host starts and looks after.</summary>
internal sealed record ChildProgram
{
    /// <summary>Short name; also that of its log file.</summary>
    public required string Name { get; init; }

    public required string FileName { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public required string WorkingFolder { get; init; }

    /// <summary>Put on top of the host's own environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public required ChildLog Log { get; init; }

    /// <summary>The user to run as; null for the host's own. Needs root.</summary>
    public string? User { get; init; }

    /// <summary>What asks it to stop in an orderly way.</summary>
    public Signal StopSignal { get; init; } = Signal.Terminate;

    /// <summary>What the kernel sends it when the host dies without stopping it.</summary>
    public Signal ParentDeathSignal { get; init; } = Signal.Kill;
}
