using System.Globalization;
using Moderation.Cli.Host;

namespace Moderation.Cli.Bench;

/// <summary>Measures gift authorisation of the Api as it ships, on a broker and a database that exist only for the run.</summary>
internal sealed class GiftBench(ModerationHome home, TimeProvider time)
{
    /// <summary>The two sides take turns so often, so that a busy moment of the machine does not fall on one of them alone.</summary>
    public const int Rounds = 4;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private readonly ConsoleProgress _progress = new();

    public Task<int> RunAsync(int rate, TimeSpan duration, int lives, bool json, CancellationToken stop) =>
        BenchHost.InScratchAsync(home, scratch => MeasureAsync(scratch, rate, duration, lives, stop), report => json ? report.ToJson() : report.Explain());

    private async Task<GiftBenchReport> MeasureAsync(ModerationHome scratch, int rate, TimeSpan duration, int lives, CancellationToken stop)
    {
        await using var host = await DevelopmentHost.StartAsync(BenchHost.ApiOnly(home, scratch), _progress, stop);
        await using var restrictions = new RestrictionFeed(host.BootstrapServers, time);
        restrictions.Publish(lives);
        using var platform = new GiftPlatform(host.ApiUrl, lives);
        await platform.WaitUntilKnownAsync(time, stop);
        _progress.Report(string.Create(CultureInfo.InvariantCulture, $"bench: {lives} lives with something in force; {rate} requests a second"));
        await OpenLoop.RunAsync(rate, WarmUp, _ => platform.TouchAsync(stop), time, stop);
        await OpenLoop.RunAsync(rate, WarmUp, _ => platform.GiveAsync(stop), time, stop);
        var before = await platform.AnsweredAsync(stop);
        var measured = new List<GiftBenchRound>();
        for (var round = 0; round < Rounds; round++)
        {
            var nothing = await OpenLoop.RunAsync(rate, duration / Rounds, _ => platform.TouchAsync(stop), time, stop);
            var gifts = await OpenLoop.RunAsync(rate, duration / Rounds, _ => platform.GiveAsync(stop), time, stop);
            measured.Add(GiftBenchRound.Of(nothing, gifts));
            _progress.Report($"bench: round {round + 1}: {measured[^1].Explain()}");
        }

        var after = await platform.AnsweredAsync(stop);
        return GiftBenchReport.Of(rate, lives, measured) with { ApiWithin10MsShare = (after.Within - before.Within) / (after.All - before.All) };
    }
}
