using System.ComponentModel.DataAnnotations;

namespace Moderation.Worker.Sampling;

/// <summary>Which frames are scored, and what holds for every record of the platform. Section <c>Sampling</c>.</summary>
internal sealed class SamplingOptions
{
    public const string Section = "Sampling";

    /// <summary>Frames scored per second of a live.</summary>
    [Range(0.01, 120)]
    public double FramesPerSecond { get; init; } = 1;

    /// <summary>Frames older than this are not scored: a late answer about a live is worth less than a timely one about the next frame.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "3650.00:00:00")]
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How far the platform's clocks may be ahead of ours; records further ahead are refused.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan MaxClockLead { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Most lives remembered per partition; the one seen least recently is forgotten first.</summary>
    [Range(1, 10_000_000)]
    public int MaxLives { get; init; } = 100_000;

    /// <summary>A live without frames for this long is forgotten.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ForgetAfter { get; init; } = TimeSpan.FromMinutes(2);
}
