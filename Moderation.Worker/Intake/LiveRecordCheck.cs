using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Worker.Intake;

/// <summary>What every JSON record of a live has to be right about besides its own fields.</summary>
internal static class LiveRecordCheck
{
    /// <summary>Says what is wrong; null is "nothing wrong".</summary>
    /// <param name="key">The record's key.</param>
    /// <param name="live">The live that the value names.</param>
    /// <param name="at">Event time.</param>
    /// <param name="latest">Latest event time that is believed.</param>
    public static HeadFault? FindFault(byte[]? key, LiveId live, DateTimeOffset at, DateTimeOffset latest)
    {
        if (!FrameHeadReader.TryReadId<LiveId>(key, out var keyed) || keyed != live)
            return new HeadFault(DeadLetterReason.BadKey, "the key is not the record's live id");

        // Markers of this service's own stand in the lives' log under such ids; nobody else may write there.
        if (IsReserved(live))
            return new HeadFault(DeadLetterReason.BadKey, $"live ids that begin with {SignalRecord.ReservedPrefix} are this service's own");

        // The clock of a live is its newest event time: one event from the future would make all that follows look old.
        return at > latest ? new HeadFault(DeadLetterReason.InvalidRecord, "at lies in the future") : null;
    }

    /// <summary>Whether an id is one that the platform cannot give to a live.</summary>
    public static bool IsReserved(LiveId live) => live.Value.StartsWith(SignalRecord.ReservedPrefix, StringComparison.Ordinal);
}
