using Moderation.Core.Wire;

namespace Moderation.Cli.Demo.Watch;

/// <summary>Gifts and flags so far: what was sent, and what of it the lives' logs hold.</summary>
internal readonly record struct MoneyView(long GiftsSent, long CoinsSent, long GiftsInLog, long FlagsSent, long FlagsInLog)
{
    public static MoneyView operator +(MoneyView one, MoneyView other) => new(
        one.GiftsSent + other.GiftsSent, one.CoinsSent + other.CoinsSent, one.GiftsInLog + other.GiftsInLog,
        one.FlagsSent + other.FlagsSent, one.FlagsInLog + other.FlagsInLog);
}

/// <summary>Counts the gifts and flags of one live. Its owner locks.</summary>
internal sealed class MoneyTally
{
    private readonly HashSet<string> _gifts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _flags = new(StringComparer.Ordinal);
    private long _giftsSent;
    private long _coinsSent;

    public long FlagsSent { get; set; }

    public void GiftSent(long coins)
    {
        _giftsSent++;
        _coinsSent += coins;
    }

    /// <summary>Counts a gift once, however often it is delivered.</summary>
    public void Take(GiftSignal signal) => _gifts.Add(signal.Gift.GiftId);

    /// <summary>Counts a flag once, however often it is delivered.</summary>
    public void Take(FlagSignal signal) => _flags.Add(signal.Flag.FlagId);

    public MoneyView View() => new(_giftsSent, _coinsSent, _gifts.Count, FlagsSent, _flags.Count);
}
