namespace Moderation.Cli.Demo;

/// <summary>What the user asked the demo for.</summary>
internal sealed record DemoOptions
{
    /// <summary>How long lives are played; null is until Ctrl-C.</summary>
    public TimeSpan? For { get; init; }

    /// <summary>Whether the last line of the output is the summary as JSON.</summary>
    public bool Json { get; init; }

    /// <summary>A folder of other pictures to play, one live each.</summary>
    public string? Portraits { get; init; }

    /// <summary>Most lives at once.</summary>
    public int Lives { get; init; } = 9;

    /// <summary>Frames per second and live.</summary>
    public double FramesPerSecond { get; init; } = 4;
}
