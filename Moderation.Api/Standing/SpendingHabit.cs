using Moderation.Core.Wire;

namespace Moderation.Api.Standing;

/// <summary>Coins that a user sent in one window of ten minutes; windows begin at the whole ten minutes of UTC.</summary>
internal sealed record SpendingWindow
{
    /// <summary>Length of a window.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(10);

    public DateTimeOffset StartsAt { get; init; }

    public long Coins { get; init; }
}

/// <summary>How a user ordinarily spends.</summary>
internal static class SpendingHabit
{
    /// <summary>Days with a gift under which nothing is said to be ordinary.</summary>
    public const int LeastDays = 3;

    private const double Percentile = 0.95;

    /// <summary>The habit; null under <see cref="LeastDays"/> days (of UTC) with a gift.</summary>
    /// <param name="windows">The windows in which anything was sent, each once, in any order.</param>
    /// <remarks>The percentile is by nearest rank: the least window that at least 95 % of the windows do not exceed. It is always the coins of some window.</remarks>
    public static SpendingStanding? Of(IReadOnlyCollection<SpendingWindow> windows)
    {
        var days = windows.Select(window => window.StartsAt.UtcDateTime.Date).Distinct().Count();
        if (days < LeastDays)
            return null;
        var coins = windows.Select(window => window.Coins).Order().ToList();
        var usual = coins[(int)Math.Ceiling(Percentile * coins.Count) - 1];
        return new SpendingStanding(days, usual, coins.Sum() / (double)days);
    }
}
