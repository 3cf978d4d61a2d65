using System.CommandLine;
using Moderation.Cli.Host;

namespace Moderation.Cli.Bench;

/// <summary><c>moderation bench</c>: what the service costs beside what it must cost.</summary>
internal static class BenchCommand
{
    private const int DefaultSeconds = 40;
    private const int DefaultRounds = 4;

    public static Command Create()
    {
        var seconds = new Option<int>("--seconds") { Description = "Time to measure, warming up not counted", DefaultValueFactory = _ => DefaultSeconds };
        var rounds = new Option<int>("--rounds") { Description = "Rounds of each side to divide that time into", DefaultValueFactory = _ => DefaultRounds };
        var json = new Option<bool>("--json") { Description = "Print the result as one line of JSON at the end" };
        seconds.Validators.Add(result => Require(result, result.GetValueOrDefault<int>() is >= 2 and <= 3600, "--seconds must be from 2 to 3600"));
        rounds.Validators.Add(result => Require(result, result.GetValueOrDefault<int>() is >= 1 and <= 100, "--rounds must be from 1 to 100"));
        var frames = new Command("frames", "Frames per second and core: the bare models and decoder, and the whole Worker, on the same frames in one run.")
        {
            seconds, rounds, json,
        };
        frames.SetAction((parsed, stop) =>
            new FramesBench(ModerationHome.Find(), TimeProvider.System).RunAsync(parsed.GetValue(seconds), parsed.GetValue(rounds), parsed.GetValue(json), stop));
        var chat = new Command("chat", "Chat lines per second and core: the bare text model, raw text to scores, the whole Worker, and a BERT-base-shaped graph as yardstick, in one run.")
        {
            seconds, rounds, json,
        };
        chat.SetAction((parsed, stop) =>
        {
            var home = ModerationHome.Find();
            return new ChatBench(home, TimeProvider.System).RunAsync(
                TextModel.Open(home.Models), parsed.GetValue(seconds), parsed.GetValue(rounds), parsed.GetValue(json), stop);
        });
        return new Command("bench", "Measures what the service costs beside what it must cost.")
        {
            frames, BareCommand.Create(), chat, DecideBenchCommand.Create(), EnforceBenchCommand.Create(), GiftBenchCommand.Create(), ApiBenchCommand.Create(), ReviewBenchCommand.Create(),
        };
    }

    private static void Require(System.CommandLine.Parsing.SymbolResult result, bool holds, string otherwise)
    {
        if (!holds)
            result.AddError(otherwise);
    }
}
