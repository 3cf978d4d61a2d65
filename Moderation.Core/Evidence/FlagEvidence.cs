using Moderation.Core.Evidence.Text;
using Moderation.Core.Wire;

namespace Moderation.Core.Evidence;

/// <summary>Running evidence out of the flags about one subject: how many, what they weigh, and how many are by trusted flaggers, in all and by reason.</summary>
/// <remarks>
/// A flag weighs as often as its flagger was right: <c>(upheld + 1) / (upheld + rejected + 2)</c>, which is the mean of a Beta distribution that began even. So a flagger without a
/// record weighs a half, one who was wrong eight times out of eight a tenth, and nobody all or nothing. A trusted flagger weighs at least <see cref="TrustedWeight"/>.
/// <para>
/// One flagger counts once for the same reason in ten minutes: pressing the button again proves nothing. The newest <see cref="RememberedFlags"/> are remembered for that.
/// </para>
/// Sums over windows are as <see cref="EventSeries"/> says. Threads: one at a time. Memory: bounded. Allocation: while the number of reasons, buckets and remembered flags grows.
/// </remarks>
internal sealed class FlagEvidence
{
    /// <summary>Most reasons that are kept apart; the one whose last flag came longest ago makes place, and still counts in all.</summary>
    public const int MaxReasons = 16;

    /// <summary>Most flags that repeats are looked for among.</summary>
    public const int RememberedFlags = 512;

    /// <summary>Least weight of a trusted flagger.</summary>
    public const double TrustedWeight = 0.9;

    /// <summary>How long the same flag by the same flagger does not count again.</summary>
    public static readonly TimeSpan CountsOnceIn = TimeSpan.FromMinutes(10);

    private readonly FlagSeries _all = new();
    private readonly RecentMap<string, FlagSeries> _byReason = new(MaxReasons);
    private RecentSamples _known = new(RememberedFlags, CountsOnceIn);

    /// <summary>What one flag weighs, 0..1.</summary>
    /// <param name="record">How the flagger's flags ended; null is unknown.</param>
    /// <param name="isTrusted">Whether the flagger has trusted status.</param>
    public static double WeightOf(FlaggingStanding? record, bool isTrusted)
    {
        var (upheld, rejected) = (Math.Max(0, record?.Upheld ?? 0), Math.Max(0, record?.Rejected ?? 0));
        var weight = (upheld + 1.0) / (upheld + 1.0 + (rejected + 1.0));
        return isTrusted ? Math.Max(weight, TrustedWeight) : weight;
    }

    /// <summary>Takes a flag; false when its flagger has raised the same one just before.</summary>
    /// <param name="flag">The flag.</param>
    /// <param name="at">Its event time.</param>
    /// <param name="record">How the flagger's flags ended; null is unknown.</param>
    public bool Take(FlagRecord flag, DateTimeOffset at, FlaggingStanding? record)
    {
        if (!_known.Add(flag.FlaggerId.Value, flag.Reason, at))
            return false;
        var weight = WeightOf(record, flag.Trusted);
        _all.Add(weight, flag.Trusted, at);
        _byReason.Touch(flag.Reason, static _ => new FlagSeries()).Value.Add(weight, flag.Trusted, at);
        return true;
    }

    /// <summary>Flags inside the window.</summary>
    /// <param name="reason">Their reason; null takes all.</param>
    /// <param name="window">The window.</param>
    /// <param name="now">The live's clock.</param>
    public double Count(string? reason, TimeSpan window, DateTimeOffset now) => Of(reason)?.Count.Sum(window, now) ?? 0;

    /// <summary>What the flags inside the window weigh.</summary>
    /// <param name="reason">Their reason; null takes all.</param>
    /// <param name="window">The window.</param>
    /// <param name="now">The live's clock.</param>
    public double Weight(string? reason, TimeSpan window, DateTimeOffset now) => Of(reason)?.Weight.Sum(window, now) ?? 0;

    /// <summary>Flags by trusted flaggers inside the window.</summary>
    /// <param name="reason">Their reason; null takes all.</param>
    /// <param name="window">The window.</param>
    /// <param name="now">The live's clock.</param>
    public double Trusted(string? reason, TimeSpan window, DateTimeOffset now) => Of(reason)?.Trusted.Sum(window, now) ?? 0;

    /// <summary>Writes it down.</summary>
    public void Save(StateWriter writer)
    {
        _known.Save(writer);
        _all.Save(writer);
        writer.Write((long)_byReason.Count);
        foreach (var (reason, series) in _byReason)
        {
            writer.Write(reason);
            series.Save(writer);
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <remarks>Errors: <see cref="FormatException"/>.</remarks>
    public static FlagEvidence Restore(StateReader reader)
    {
        var evidence = new FlagEvidence { _known = RecentSamples.Restore(reader, RememberedFlags, CountsOnceIn) };
        evidence._all.Load(reader);
        var count = reader.ReadCount();
        if (count > MaxReasons)
            throw new FormatException("state: too many reasons");
        for (var i = 0; i < count; i++)
            evidence._byReason.Touch(reader.ReadText(), static _ => new FlagSeries()).Value.Load(reader);
        return evidence;
    }

    private FlagSeries? Of(string? reason) => reason is null ? _all : _byReason.TryGet(reason, out var found) ? found : null;

    private sealed class FlagSeries
    {
        public EventSeries Count;
        public EventSeries Weight;
        public EventSeries Trusted;

        public void Add(double weight, bool isTrusted, DateTimeOffset at)
        {
            Count.Add(1, at);
            Weight.Add(weight, at);
            if (isTrusted)
                Trusted.Add(1, at);
        }

        public void Save(StateWriter writer)
        {
            Count.Save(writer);
            Weight.Save(writer);
            Trusted.Save(writer);
        }

        public void Load(StateReader reader) =>
            (Count, Weight, Trusted) = (EventSeries.Restore(reader), EventSeries.Restore(reader), EventSeries.Restore(reader));
    }
}
