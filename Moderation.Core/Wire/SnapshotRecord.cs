using Moderation.Core.Subjects;

namespace Moderation.Core.Wire;

/// <summary>A decider's whole memory of one live at one place of its log. Value of <see cref="TopicNames.Snapshots"/> (compacted), key is the live.</summary>
/// <remarks>
/// A decider that takes a partition over begins here and reads the log from <see cref="Covers"/> on. What concerns every live of the
/// partition stands under ids that begin with <see cref="SignalRecord.ReservedPrefix"/>, the policies under <see cref="SignalRecord.EveryLive"/>. An ended live
/// leaves a tombstone.
/// </remarks>
public sealed record SnapshotRecord : IWireRecord
{
    /// <inheritdoc/>
    public required int V { get; init; }

    /// <summary>The live.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>The last entry of the log that it contains.</summary>
    public required RecordRef Covers { get; init; }

    /// <summary>The live's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the live's newest entry was written to the log; null where nobody asks.</summary>
    public DateTimeOffset? WrittenAt { get; init; }

    /// <summary>Version of the form of <see cref="State"/>. A build that does not know it reads the log from its beginning instead.</summary>
    public required int Format { get; init; }

    /// <summary>The memory, in the decider's own compact form.</summary>
    public required byte[] State { get; init; }
}
