using Moderation.Core.Evidence.Text;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Evidence;

/// <summary>The newest standing of everybody who takes part in one live, as far as the live's log has told.</summary>
/// <remarks>
/// Threads: one at a time. Memory: at most <see cref="MaxUsers"/> standings, and as many receivers of gifts that were taken back; whose news is oldest makes place. Then the user's standing
/// is unknown. Allocation: for a user or a receiver who is new.
/// </remarks>
internal sealed class StandingBook
{
    /// <summary>Most users that standings are kept of.</summary>
    public const int MaxUsers = 4_096;

    private readonly RecentMap<UserId, StandingRecord> _newest = new(MaxUsers);
    private readonly RecentMap<UserId, DateTimeOffset> _takenBackFrom = new(MaxUsers);

    /// <summary>Users whose standing is known.</summary>
    public int Count => _newest.Count;

    /// <summary>Takes a standing; false when a newer one of the user is known.</summary>
    public bool Take(StandingRecord standing)
    {
        if (Find(standing.UserId) is { } known && known.At > standing.At)
            return false;
        _newest.Put(standing.UserId, standing);
        for (var i = 0; i < standing.Refunds.Count; i++)
        {
            var refund = standing.Refunds[i];
            if (!_takenBackFrom.TryGet(refund.ReceiverUserId, out var newest) || refund.At > newest)
                _takenBackFrom.Put(refund.ReceiverUserId, refund.At.ToUniversalTime());
        }

        return true;
    }

    /// <summary>The user's standing; null while it is unknown.</summary>
    public StandingRecord? Find(UserId user) => _newest.TryGet(user, out var standing) ? standing : null;

    /// <summary>How the user's own flags ended; null while that is unknown.</summary>
    public FlaggingStanding? Flagging(UserId user) => Find(user)?.Flagging;

    /// <summary>When a user last took a gift to a receiver back, by the user's standing; null where that is not known to have happened.</summary>
    public DateTimeOffset? RefundedAt(UserId payer, UserId receiver)
    {
        DateTimeOffset? newest = null;
        var refunds = Find(payer)?.Refunds;
        for (var i = 0; i < (refunds?.Count ?? 0); i++)
        {
            if (refunds![i].ReceiverUserId == receiver && (newest is null || refunds[i].At > newest))
                newest = refunds[i].At;
        }

        return newest;
    }

    /// <summary>When anybody whose standing was told of in this live last took a gift to a receiver back; null where that is not known to have happened.</summary>
    public DateTimeOffset? TakenBackAt(UserId receiver) => _takenBackFrom.TryGet(receiver, out var at) ? at : null;

    /// <summary>Writes it down.</summary>
    public void Save(StateWriter writer)
    {
        writer.Write((long)_newest.Count);
        foreach (var (_, standing) in _newest)
            StandingState.Write(writer, standing);
        writer.Write((long)_takenBackFrom.Count);
        foreach (var (receiver, at) in _takenBackFrom)
        {
            writer.Write(receiver.Value);
            writer.Write(at);
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <remarks>Errors: <see cref="FormatException"/>.</remarks>
    public static StandingBook Restore(StateReader reader)
    {
        var book = new StandingBook();
        for (var rest = Bounded(reader.ReadCount()); rest > 0; rest--)
        {
            var standing = StandingState.Read(reader);
            book._newest.Put(standing.UserId, standing);
        }

        for (var rest = Bounded(reader.ReadCount()); rest > 0; rest--)
            book._takenBackFrom.Put(reader.ReadId<UserId>(), reader.ReadTime());
        return book;
    }

    private static int Bounded(int count) => count <= MaxUsers ? count : throw new FormatException("state: too many standings");
}
