using System.ComponentModel.DataAnnotations;

namespace Moderation.Worker.Sampling;

/// <summary>Which text lines are scored: all of them, except under pressure. Section <c>Sampling:Chat</c>.</summary>
internal sealed class ChatSamplingOptions
{
    public const string Section = "Sampling:Chat";

    /// <summary>Lines said longer ago than this are not scored. Long, because chat is evidence even when it is late.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "3650.00:00:00")]
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Pressure: a line that was written to the topic longer ago than this. Long enough for a restart, whose lines the topic has kept.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan PressureAge { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Pressure: so many lines wait for the lane; 0 never counts them, because lines that wait in the topic are not lost.</summary>
    [Range(0, 20_000)]
    public int PressureAt { get; init; }

    /// <summary>Share of the other lines that is scored under pressure, chosen by a hash of the line's id.</summary>
    [Range(0.0, 1.0)]
    public double KeptShare { get; init; } = 0.1;

    /// <summary>How long a live stays at risk after a line that was flagged.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RiskLasts { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Most lives at risk that are remembered, and most lives per partition whose participants are; the longest known is forgotten first.</summary>
    [Range(1, 10_000_000)]
    public int MaxLives { get; init; } = 100_000;

    /// <summary>Most participants remembered of one live.</summary>
    [Range(1, 4096)]
    public int MaxParticipants { get; init; } = 64;
}
