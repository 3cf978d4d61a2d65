using Moderation.Core.Policies;
using Moderation.Worker.Decisions.Policies;

namespace Moderation.Worker.Decisions.Snapshots;

/// <summary>Everything that a decider knows about one partition besides where it is in the log.</summary>
/// <param name="Timeline">Which policies decide where.</param>
/// <param name="Guards">What the guards counted.</param>
/// <param name="Lives">The lives.</param>
/// <param name="CoveredThrough">Entries up to here are in it; −1 when it knows nothing yet.</param>
/// <param name="SnapshotsThrough">Newest offset of the snapshots' partition that it was read from; −1 when from none.</param>
internal sealed record PartitionMemory(PolicyTimeline Timeline, GuardBook Guards, IReadOnlyList<ShelvedLive> Lives, long CoveredThrough, long SnapshotsThrough)
{
    public static PartitionMemory Empty() => new(new PolicyTimeline(), new GuardBook(), [], -1, -1);
}

/// <summary>What a partition begins with when it is given to this process.</summary>
/// <param name="Memory">What is known already.</param>
/// <param name="LogEnd">Where the log ended at that moment: from there on, what is missing in it really is missing.</param>
internal sealed record PartitionBeginning(PartitionMemory Memory, long LogEnd);
