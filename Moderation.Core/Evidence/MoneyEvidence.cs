using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Evidence;

/// <summary>From which side gifts are looked at.</summary>
internal enum MoneySide
{
    /// <summary>Those that one person on screen received.</summary>
    Received,

    /// <summary>Those that one account sent.</summary>
    Sent,

    /// <summary>Those of the whole live.</summary>
    Live,
}

/// <summary>Running evidence out of the gifts of one subject in one live: coins and amounts over windows, how many are on the other side, and what is usual here.</summary>
/// <remarks>
/// Gifts that are taken back are no gifts: they move <see cref="TakenBackAt"/> alone. The caller sees to it that one delivered again is not taken twice. Gifts may come in any
/// order; sums over windows are as <see cref="EventSeries"/> says, counts of the other side as <see cref="Distinct{TKey}"/> says. Threads: one at a time. Memory: bounded, some
/// kilobytes at most for each currency and for 256 others. Allocation: while these grow.
/// </remarks>
/// <param name="side">From which side.</param>
/// <param name="since">Since when gifts of the subject would have been seen.</param>
internal sealed class MoneyEvidence(MoneySide side, DateTimeOffset since)
{
    /// <summary>Most currencies that amounts are kept in; the one whose last gift came longest ago makes place.</summary>
    public const int MaxCurrencies = 8;

    /// <summary>What is newer than this is not yet usual.</summary>
    public static readonly TimeSpan NotYetUsual = TimeSpan.FromMinutes(5);

    /// <summary>Nothing is called usual before a subject was followed for this long.</summary>
    public static readonly TimeSpan NeededForUsual = TimeSpan.FromMinutes(10);

    /// <summary>Time after which what was sent says half as much about what is usual.</summary>
    public static readonly TimeSpan UsualHalfLife = TimeSpan.FromMinutes(30);

    private readonly List<CurrencySeries> _amounts = [];
    private EventSeries _coins;
    private EventSeries _count;
    private Distinct<UserId> _payers;
    private Distinct<ParticipantId> _receivers;

    /// <summary>From which side gifts are looked at.</summary>
    public MoneySide Side => side;

    /// <summary>Since when the subject is followed; a gift older than that moves it back.</summary>
    public DateTimeOffset Since { get; private set; } = since.ToUniversalTime();

    /// <summary>When the newest gift came; null before the first.</summary>
    public DateTimeOffset? NewestAt { get; private set; }

    /// <summary>Whether the newest gift was paid with a stored instrument; null where the platform does not tell, and before the first gift.</summary>
    public bool? StoredInstrument { get; private set; }

    /// <summary>Whether the newest gift was paid with somebody else's instrument; null where the platform does not tell, and before the first gift.</summary>
    public bool? ThirdPartyInstrument { get; private set; }

    /// <summary>When a gift was last taken back; null where none was.</summary>
    public DateTimeOffset? TakenBackAt { get; private set; }

    /// <summary>Takes a gift of the subject, or that one was taken back.</summary>
    /// <param name="gift">The gift.</param>
    /// <param name="at">Event time of what happened to it.</param>
    public void Take(GiftRecord gift, DateTimeOffset at)
    {
        if (gift.Event != GiftEvent.Sent)
        {
            TakenBackAt = TakenBackAt > at ? TakenBackAt : at.ToUniversalTime();
            return;
        }

        if (at < Since)
            Since = at.ToUniversalTime();
        _coins.Add(gift.Coins, at);
        _count.Add(1, at);
        OfCurrency(gift.Currency).Amount.Add(gift.AmountMinor, at);
        if (side == MoneySide.Sent)
            _receivers.Touch(gift.ReceiverId, at);
        else
            _payers.Touch(gift.PayerId, at);
        if (NewestAt > at)
            return;
        (NewestAt, StoredInstrument, ThirdPartyInstrument) = (at.ToUniversalTime(), gift.StoredInstrument, gift.ThirdPartyInstrument);
    }

    /// <summary>Coins inside the window.</summary>
    public double Coins(TimeSpan window, DateTimeOffset now) => _coins.Sum(window, now);

    /// <summary>Gifts inside the window.</summary>
    public double Count(TimeSpan window, DateTimeOffset now) => _count.Sum(window, now);

    /// <summary>Price of the gifts of one currency inside the window, in units of the currency (euros, not cents).</summary>
    /// <param name="currency">ISO 4217 code.</param>
    /// <param name="window">The window.</param>
    /// <param name="now">The live's clock.</param>
    public double Amount(string currency, TimeSpan window, DateTimeOffset now)
    {
        foreach (var kept in _amounts)
        {
            if (kept.Currency == currency)
                return kept.Amount.Sum(window, now) / CurrencyUnits.SmallestPerUnit(currency);
        }

        return 0;
    }

    /// <summary>Different accounts that paid inside the window, at least; of what one account sent, different people who received.</summary>
    public int Others(TimeSpan window, DateTimeOffset now) => side == MoneySide.Sent ? _receivers.Count(window, now) : _payers.Count(window, now);

    /// <summary>
    /// The coins a minute that were ordinary here before the last five minutes; not a number, which is unknown, until the subject was followed for ten.
    /// </summary>
    /// <remarks>
    /// The mean over the time from <see cref="Since"/> until five minutes ago, whole minutes only, in which what is 30 minutes older weighs half and what is older than an hour
    /// nothing. So a burst is measured against what went before it and not against itself.
    /// </remarks>
    public double UsualRate(DateTimeOffset now) =>
        now - Since < NeededForUsual ? double.NaN : _coins.MeanPerMinute(Since, now - NotYetUsual, UsualHalfLife);

    /// <summary>Writes it down.</summary>
    public void Save(StateWriter writer)
    {
        writer.Write((long)side);
        writer.Write(Since);
        writer.Write(NewestAt);
        writer.Write(StoredInstrument);
        writer.Write(ThirdPartyInstrument);
        writer.Write(TakenBackAt);
        _coins.Save(writer);
        _count.Save(writer);
        _payers.Save(writer);
        _receivers.Save(writer);
        writer.Write((long)_amounts.Count);
        foreach (var kept in _amounts)
        {
            writer.Write(kept.Currency);
            kept.Amount.Save(writer);
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <remarks>Errors: <see cref="FormatException"/>.</remarks>
    public static MoneyEvidence Restore(StateReader reader)
    {
        var side = reader.ReadCount();
        if (side > (int)MoneySide.Live)
            throw new FormatException("state: there is no such side of money");
        var evidence = new MoneyEvidence((MoneySide)side, reader.ReadTime())
        {
            NewestAt = reader.ReadTimeOrNull(),
            StoredInstrument = reader.ReadBoolOrNull(),
            ThirdPartyInstrument = reader.ReadBoolOrNull(),
            TakenBackAt = reader.ReadTimeOrNull(),
            _coins = EventSeries.Restore(reader),
            _count = EventSeries.Restore(reader),
            _payers = Distinct<UserId>.Restore(reader),
            _receivers = Distinct<ParticipantId>.Restore(reader),
        };
        var count = reader.ReadCount();
        if (count > MaxCurrencies)
            throw new FormatException("state: too many currencies");
        for (var i = 0; i < count; i++)
            evidence._amounts.Add(new CurrencySeries(reader.ReadText()) { Amount = EventSeries.Restore(reader) });
        return evidence;
    }

    // In the order in which they were touched, oldest first.
    private CurrencySeries OfCurrency(string currency)
    {
        var place = _amounts.Count - 1;
        while (place >= 0 && _amounts[place].Currency != currency)
            place--;
        var found = place >= 0 ? _amounts[place] : new CurrencySeries(currency);
        if (place >= 0)
            _amounts.RemoveAt(place);
        else if (_amounts.Count == MaxCurrencies)
            _amounts.RemoveAt(0);
        _amounts.Add(found);
        return found;
    }

    private sealed class CurrencySeries(string currency)
    {
        public string Currency { get; } = currency;

        // A field: a property would hand out a copy, and what is added to that is lost.
        public EventSeries Amount;
    }
}
