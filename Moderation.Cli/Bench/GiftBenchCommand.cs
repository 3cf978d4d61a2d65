using System.CommandLine;
using Moderation.Cli.Host;

namespace Moderation.Cli.Bench;

/// <summary><c>moderation bench gifts</c>: gifts answered at a fixed rate, beside a request that does nothing.</summary>
internal static class GiftBenchCommand
{
    private const int DefaultRate = 2_000;
    private const int DefaultSeconds = 20;
    private const int DefaultLives = 10_000;

    public static Command Create()
    {
        var rate = new Option<int>("--rate") { Description = "Requests a second, of gifts and of the request that does nothing", DefaultValueFactory = _ => DefaultRate };
        var seconds = new Option<int>("--seconds") { Description = "Time to measure each of the two, warming up not counted", DefaultValueFactory = _ => DefaultSeconds };
        var lives = new Option<int>("--lives") { Description = "Lives with something in force", DefaultValueFactory = _ => DefaultLives };
        var json = new Option<bool>("--json") { Description = "Print the result as one line of JSON at the end" };
        rate.Validators.Add(result => Require(result, result.GetValueOrDefault<int>() is >= 10 and <= 100_000, "--rate must be from 10 to 100000"));
        seconds.Validators.Add(result => Require(result, result.GetValueOrDefault<int>() is >= GiftBench.Rounds and <= 600, $"--seconds must be from {GiftBench.Rounds} to 600"));
        lives.Validators.Add(result => Require(result, result.GetValueOrDefault<int>() is >= 1 and <= 50_000, "--lives must be from 1 to 50000"));
        var command = new Command("gifts", "Times of POST /v1/gifts:authorize at a fixed rate, those of GET /health/live at the same rate beside them, with many restricted lives in memory.")
        {
            rate, seconds, lives, json,
        };
        command.SetAction((parsed, stop) => new GiftBench(ModerationHome.Find(), TimeProvider.System).RunAsync(
            parsed.GetValue(rate), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(lives), parsed.GetValue(json), stop));
        return command;
    }

    private static void Require(System.CommandLine.Parsing.SymbolResult result, bool holds, string otherwise)
    {
        if (!holds)
            result.AddError(otherwise);
    }
}
