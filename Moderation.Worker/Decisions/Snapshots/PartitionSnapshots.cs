using Moderation.Core.Evidence;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Worker.Decisions.Snapshots;

/// <summary>The snapshots of what concerns a whole partition; those of its policies are <see cref="Core.Policies.PolicyTimeline"/>'s own.</summary>
internal static class PartitionSnapshots
{
    public const int Format = 1;

    /// <summary>What the guards counted.</summary>
    public static readonly LiveId GuardsId = LiveId.Parse(SignalRecord.ReservedPrefix + "guards");

    /// <summary>Says up to where the snapshots before it contain everything.</summary>
    public static readonly LiveId CheckpointId = LiveId.Parse(SignalRecord.ReservedPrefix + "checkpoint");

    public static SnapshotRecord Guards(byte[] state, RecordRef covers, DateTimeOffset at) => Make(GuardsId, state, covers, at);

    /// <param name="covers">Every entry up to here is in the snapshots that lie before this one.</param>
    /// <param name="floor">No snapshot that it rests on lies under this offset of the snapshots' partition.</param>
    /// <param name="at">When the newest entry was written.</param>
    public static SnapshotRecord Checkpoint(RecordRef covers, long floor, DateTimeOffset at)
    {
        var writer = new StateWriter();
        writer.Write(floor);
        return Make(CheckpointId, writer.Written.ToArray(), covers, at);
    }

    /// <exception cref="FormatException">Not of this form.</exception>
    public static long FloorOf(SnapshotRecord checkpoint)
    {
        if (checkpoint.Format != Format)
            throw new FormatException($"a checkpoint of form {checkpoint.Format}, this build reads {Format}");
        return new StateReader(checkpoint.State).ReadLong();
    }

    private static SnapshotRecord Make(LiveId id, byte[] state, RecordRef covers, DateTimeOffset at) => new()
    {
        V = WireVersion.Current, LiveId = id, Covers = covers, At = at.ToUniversalTime(), Format = Format, State = state,
    };
}
