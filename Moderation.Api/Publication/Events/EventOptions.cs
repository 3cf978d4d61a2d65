using System.ComponentModel.DataAnnotations;

namespace Moderation.Api.Publication.Events;

/// <summary>How readers are told what changed. Section <c>Events</c>.</summary>
internal sealed class EventOptions
{
    public const string Section = "Events";

    /// <summary>How many of the newest events a process keeps for readers that come back. Whoever is further behind is told to read everything anew.</summary>
    [Range(16, 1_000_000)]
    public int Kept { get; init; } = 10_000;

    /// <summary>How long after one look at what changed the next follows: how late readers are told at most, and a query each time.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:00:10")]
    public TimeSpan ReadEvery { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>After which time without an event a reader is sent a line that says nothing, so that nobody in between takes the connection for dead.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>For how long one answer goes on. Then it ends, and the reader asks again: what it may see is looked up anew.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ConnectionLasts { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Most readers of one caller at once in a process.</summary>
    [Range(1, 10_000)]
    public int ReadersPerCaller { get; init; } = 20;

    /// <summary>Most readers at once in a process.</summary>
    [Range(1, 100_000)]
    public int Readers { get; init; } = 1000;
}
