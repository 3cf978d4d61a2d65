using Moderation.Core.Subjects;

namespace Moderation.Core.Review;

/// <summary>Which flags of an account are beyond its limit: in one hour of event time, all but the first.</summary>
/// <remarks>
/// The first are so by event time and not by when they came. So the same flags count in whatever order, batches and repetitions they are read; one that comes late
/// can take the place of another, and none that is over ever counts again. Flags with trusted status are counted apart from the others.
/// </remarks>
public static class FlagLimit
{
    /// <summary>How long the time is that flags are counted in. It begins with the hour.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>When the hour of a flag began.</summary>
    /// <param name="at">When the flag was raised.</param>
    public static DateTimeOffset HourOf(DateTimeOffset at) => new(at.UtcTicks - at.UtcTicks % Window.Ticks, TimeSpan.Zero);

    /// <summary>The flags that are over their flaggers' limits.</summary>
    /// <param name="flags">All flags of each account and hour that are not known to be over; the same one twice is one.</param>
    /// <param name="limits">How many count.</param>
    public static IReadOnlyList<CountedFlag> Over(IEnumerable<CountedFlag> flags, FlagLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return
        [
            .. flags.Distinct().GroupBy(flag => (flag.FlaggerId, flag.Trusted, Hour: HourOf(flag.At))).SelectMany(hour =>
                limits.Of(hour.Key.Trusted) is { } limit
                    ? hour.OrderBy(flag => flag.At).ThenBy(flag => flag.LiveId.Value, StringComparer.Ordinal).ThenBy(flag => flag.FlagId, StringComparer.Ordinal).Skip(limit)
                    : []),
        ];
    }
}

/// <summary>What the limit looks at in a flag.</summary>
/// <param name="LiveId">The live.</param>
/// <param name="FlagId">The flag.</param>
/// <param name="FlaggerId">Who flagged.</param>
/// <param name="Trusted">Whether the flagger has trusted status.</param>
/// <param name="At">When it was raised.</param>
public readonly record struct CountedFlag(LiveId LiveId, string FlagId, UserId FlaggerId, bool Trusted, DateTimeOffset At);

/// <summary>How many flags of one account count in an hour.</summary>
/// <param name="PerHour">Without trusted status; 0 has no limit.</param>
/// <param name="TrustedPerHour">With trusted status; 0 has no limit.</param>
public sealed record FlagLimits(int PerHour, int TrustedPerHour)
{
    /// <summary>How many count; null has no limit.</summary>
    /// <param name="trusted">Whether the flagger has trusted status.</param>
    public int? Of(bool trusted) => (trusted ? TrustedPerHour : PerHour) is > 0 and var limit ? limit : null;
}
