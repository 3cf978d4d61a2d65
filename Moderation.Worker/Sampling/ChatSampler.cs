using Moderation.Core.Wire;

namespace Moderation.Worker.Sampling;

/// <summary>How a line comes to the sampler.</summary>
/// <param name="Partition">Its partition, that of its live's session events too.</param>
/// <param name="WrittenAt">When it was written to the topic.</param>
/// <param name="Waiting">Lines that wait for its lane.</param>
internal readonly record struct ChatArrival(int Partition, DateTimeOffset WrittenAt, int Waiting);

/// <summary>Chooses text lines: all, and under pressure those that matter most and a share of the others.</summary>
/// <remarks>
/// The share does not depend on when a line arrives or which process reads it, so a line that is delivered again is chosen again.
/// Safe for several threads.
/// </remarks>
internal sealed class ChatSampler(ChatSamplingOptions options, LiveRoster roster, LivesAtRisk risk)
{
    public ChatChoice Choose(ChatRecord line, in ChatArrival arrival, DateTimeOffset now)
    {
        if (now - line.At > options.MaxAge)
            return ChatChoice.SkippedAsTooOld;
        var isLate = now - arrival.WrittenAt > options.PressureAge;
        if (!isLate && (options.PressureAt == 0 || arrival.Waiting < options.PressureAt))
            return ChatChoice.TakenAsAll;
        if (line.Source is not TextSource.Chat || (line.AuthorId is { } author && roster.Has(arrival.Partition, line.LiveId, author)))
            return ChatChoice.TakenAsParticipant;
        if (risk.Has(line.LiveId, now))
            return ChatChoice.TakenAsRisk;
        if (IsInShare(line.MessageId))
            return ChatChoice.TakenAsShare;
        return isLate ? ChatChoice.SkippedAsLate : ChatChoice.SkippedAsBacklog;
    }

    /// <remarks>FNV-1a with MurmurHash3's finaliser, because FNV alone leaves the high bits of ids that differ at their end nearly equal.</remarks>
    private bool IsInShare(string messageId)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in messageId)
            hash = (hash ^ c) * 1099511628211UL;
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53UL;
        hash ^= hash >> 33;
        return (hash >> 11) * (1.0 / (1UL << 53)) < options.KeptShare;
    }
}
