using CsCheck;
using Moderation.Api.Standing;
using Moderation.Tests.Support;

namespace Moderation.Tests.Properties.Standing;

public sealed class SpendingHabitLawTests
{
    private static readonly Gen<SpendingWindow[]> Windows = Gen.Select(Gen.Int[0, 6 * 144], Gen.Long[1, 1000])
        .Select((place, coins) => new SpendingWindow { StartsAt = Records.Noon + (place * SpendingWindow.Length), Coins = coins }).Array[0, 60]
        .Select(windows => windows.DistinctBy(window => window.StartsAt).ToArray());

    [Fact]
    public void At_least_95_percent_of_the_windows_are_usual_and_no_lesser_window_would_do() => Windows.Sample(windows =>
    {
        var days = windows.GroupBy(window => window.StartsAt.UtcDateTime.Date).ToList();
        if (SpendingHabit.Of(windows) is not { } habit)
        {
            Assert.True(days.Count < SpendingHabit.LeastDays);
            return;
        }

        Assert.Equal((days.Count, days.Average(day => day.Sum(window => (double)window.Coins))), (habit.Days, habit.CoinsPerDay));
        Assert.True(Covered(habit.UsualCoinsPer10Minutes) >= 0.95);
        Assert.All(windows.Where(window => window.Coins < habit.UsualCoinsPer10Minutes), lesser => Assert.True(Covered(lesser.Coins) < 0.95));

        double Covered(double coins) => windows.Count(window => window.Coins <= coins) / (double)windows.Length;
    });
}
