using System.ComponentModel.DataAnnotations;

namespace Moderation.Worker.Decisions;

/// <summary>Where a decider begins to read when it is given a partition.</summary>
internal enum ReplayFrom
{
    /// <summary>After what <c>moderation.snapshots</c> contains; at the oldest record where there is nothing usable.</summary>
    Snapshots,

    /// <summary>At the oldest record that the topic still holds.</summary>
    Earliest,

    /// <summary>At <see cref="DeciderOptions.ReplayWindow"/> before now. Needs a broker that answers offset-for-time.</summary>
    Window,
}

/// <summary>How the decider reads the lives' logs. Section <c>Decider</c>; what it decides by is in <c>Decisions</c>.</summary>
internal sealed class DeciderOptions
{
    public const string Section = "Decider";

    /// <summary>Where the replay begins that rebuilds the state of a partition.</summary>
    [EnumDataType(typeof(ReplayFrom))]
    public ReplayFrom ReplayFrom { get; init; } = ReplayFrom.Snapshots;

    /// <summary>How far back a replay goes with <see cref="ReplayFrom.Window"/>; must cover the longest live.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan ReplayWindow { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Time between two rounds in which the memory of the lives that changed is written down; after a crash at most about this much is folded again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan SnapshotInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Users whose standing is kept in memory; beyond that, what was told longest ago is forgotten.</summary>
    [Range(1, 100_000_000)]
    public int MaxStandings { get; init; } = 1_000_000;

    /// <summary>Event time between two published states of a live; reports, actions and the end of a live publish at once.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan StateInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A live whose log is silent for this long, measured on its partition's newest record, is forgotten.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan ForgetIdleAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>An ended live is kept this long, so that what arrives late finds it ended, and verdicts find what was decided.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan ForgetEndedAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Signals with unacknowledged outputs at which reading pauses.</summary>
    [Range(1, 10_000)]
    public int PauseAt { get; init; } = 4_000;

    /// <summary>Failures to decide in a row after which the host stops.</summary>
    [Range(1, 1_000_000)]
    public int MaxFailuresInARow { get; init; } = 20;
}
