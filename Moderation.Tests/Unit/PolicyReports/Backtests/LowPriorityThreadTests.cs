using System.Globalization;
using Moderation.Api.PolicyReports.Backtests;

namespace Moderation.Tests.Unit.PolicyReports.Backtests;

public sealed class LowPriorityThreadTests
{
    [Fact]
    public async Task Work_gives_way_to_every_other_thread_and_whoever_waits_for_it_does_not()
    {
        var before = Nice();

        Assert.Equal(Math.Min(19, before + 10), await LowPriorityThread.RunAsync("test", Nice));

        // Continues on a thread of the pool, which must not have taken the priority over.
        Assert.Equal(before, Nice());
    }

    [Fact]
    public async Task What_the_work_throws_comes_out()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        Assert.Equal("so it is", (await Assert.ThrowsAsync<BacktestFailedException>(() => LowPriorityThread.RunAsync<int>("test", () => throw new BacktestFailedException("so it is")))).Message);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => LowPriorityThread.RunAsync("test", () =>
        {
            stop.Token.ThrowIfCancellationRequested();
            return 0;
        }));
    }

    /// <summary>The nice value of the thread that asks; its name may hold blanks, so the fields are counted behind it.</summary>
    private static int Nice()
    {
        var stat = File.ReadAllText("/proc/thread-self/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16], CultureInfo.InvariantCulture);
    }
}
