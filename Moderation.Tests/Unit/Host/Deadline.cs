using System.Diagnostics;

namespace Moderation.Tests.Unit.Host;

/// <summary>Waits for a condition, not for a time.</summary>
internal static class Deadline
{
    public static async Task UntilAsync(Func<bool> condition, TimeSpan patience, string awaited)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < patience, $"{awaited} did not come within {patience.TotalSeconds:0} s");
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    public static async Task UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> condition, TimeSpan patience, string awaited)
    {
        var clock = Stopwatch.StartNew();
        while (!condition(await ask()))
        {
            Assert.True(clock.Elapsed < patience, $"{awaited} did not come within {patience.TotalSeconds:0} s");
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }
}
