using Moderation.Core.Wire;

namespace Moderation.Core.Enforcement.Gifts;

/// <summary>What is remembered of the gifts of one live: the coins of the last minute, and what was answered. Whoever uses it holds its lock.</summary>
internal sealed class LiveGifts
{
    private readonly Dictionary<string, Known> _known = [];

    /// <summary>One lock a live: gifts of different lives never wait for each other.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Whether the owner has let go of it; whoever still has it must ask for the live anew.</summary>
    public bool IsGone { get; set; }

    /// <summary>The coins of the last minute.</summary>
    public CoinWindow Passed { get; } = new();

    /// <summary>Gifts that are remembered.</summary>
    public int KnownCount => _known.Count;

    /// <summary>Whether something is remembered of a gift.</summary>
    public bool Knows(string giftId) => _known.ContainsKey(giftId);

    /// <summary>The answer that was given to a gift before, as it stands now; null where none is remembered.</summary>
    public GiftTurn? Recall(GiftRequest gift, DateTimeOffset now)
    {
        if (!_known.TryGetValue(gift.GiftId, out var known) || known.ForgetAt <= now)
            return null;
        if (known.Gift is { } first && !first.IsRepeatedBy(gift))
            return new GiftTurn(Refused, false);
        return known.Answer.RetryAt <= now ? null : new GiftTurn(known.Answer, known.MustBeWritten);
    }

    /// <summary>Remembers an answer in place of the one before.</summary>
    public void Remember(GiftRequest gift, GiftAnswer answer, DateTimeOffset until, bool mustBeWritten) =>
        _known[gift.GiftId] = new Known(gift, answer, until, mustBeWritten);

    /// <summary>Remembers that the record of a hold was acknowledged.</summary>
    public void Written(string giftId, DateTimeOffset until)
    {
        if (_known.TryGetValue(giftId, out var known) && known.Answer.Decision == GiftDecision.Hold)
            _known[giftId] = known with { MustBeWritten = false, ForgetAt = until };
    }

    /// <summary>Takes a hold that was told of. Another answer that was given here stays: the platform may have acted on it.</summary>
    /// <returns>Whether it is new here.</returns>
    public bool Take(GiftHoldRecord hold, DateTimeOffset until)
    {
        if (_known.TryGetValue(hold.GiftId, out var known))
        {
            if (known.MustBeWritten)
                Written(hold.GiftId, until);
            else if (known.Gift is null)
                _known[hold.GiftId] = known with { Gift = GiftRequest.Of(hold) };
            return false;
        }

        var answer = new GiftAnswer
        {
            Decision = GiftDecision.Hold, Reason = new Reason(GiftReasons.Held, "The gift is held already."), Orders = hold.Orders, HeldUntil = hold.Until,
        };
        _known[hold.GiftId] = new Known(GiftRequest.Of(hold), answer, until, false);
        return true;
    }

    /// <summary>Takes a settlement that was told of.</summary>
    /// <returns>Whether the gift is new here.</returns>
    public bool Take(GiftSettlementRecord settlement, DateTimeOffset until)
    {
        var isKnown = _known.TryGetValue(settlement.GiftId, out var known);
        if (isKnown && known!.Answer.Decision != GiftDecision.Hold)
            return false;
        _known[settlement.GiftId] = new Known(known?.Gift, Answer(settlement), until, false);
        return !isKnown;
    }

    /// <summary>Lets go of what is remembered for long enough.</summary>
    /// <returns>How many gifts went.</returns>
    public int Forget(DateTimeOffset now)
    {
        var before = _known.Count;
        foreach (var (id, known) in _known)
        {
            if (known.ForgetAt <= now)
                _known.Remove(id);
        }

        return before - _known.Count;
    }

    private static readonly GiftAnswer Refused = new()
    {
        Decision = GiftDecision.Deny, Reason = new Reason(GiftReasons.IdUsed, "Another gift of this live has the same id: its payer, receiver or coins differ."),
    };

    private static GiftAnswer Answer(GiftSettlementRecord settlement) => settlement.Settlement == GiftSettlement.Released
        ? new GiftAnswer { Decision = GiftDecision.Allow, Reason = new Reason(GiftReasons.Released, "The gift was held and is released: " + settlement.Reason.Text) }
        : new GiftAnswer { Decision = GiftDecision.Deny, Reason = new Reason(GiftReasons.Refunded, "The gift was held and is refunded: " + settlement.Reason.Text) };

    /// <param name="Gift">The gift; null where only its settlement was told.</param>
    /// <param name="Answer">What was answered.</param>
    /// <param name="ForgetAt">When it is let go of.</param>
    /// <param name="MustBeWritten">Whether it is a hold whose record nobody has acknowledged.</param>
    private sealed record Known(GiftRequest? Gift, GiftAnswer Answer, DateTimeOffset ForgetAt, bool MustBeWritten);
}
