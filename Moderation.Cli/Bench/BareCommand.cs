using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Moderation.Cli.Host;
using Moderation.Models.Faces;

namespace Moderation.Cli.Bench;

/// <summary><c>moderation bench bare-frames</c>: the other end of <see cref="BareProcess"/>. Each line of input is how many milliseconds to run for, each line of output what came of it.</summary>
internal static class BareCommand
{
    public const string Name = "bare-frames";

    public static Command Create()
    {
        var command = new Command(Name, "The bare side of `bench frames`, which starts it.") { Hidden = true };
        command.SetAction((_, stop) => RunAsync(ModerationHome.Find(), Console.In, Console.Out, stop));
        return command;
    }

    internal static async Task<int> RunAsync(ModerationHome home, TextReader input, TextWriter output, CancellationToken stop)
    {
        IReadOnlyList<BenchFrame> frames;
        using (var scorers = FrameScorerFactory.Open(home.Models, new FrameScorerOptions()))
            frames = await BenchFrame.LoadAsync(home, scorers, stop);
        using var round = new BareRound(home.Models, frames);
        while (await input.ReadLineAsync(stop) is { } line)
        {
            var result = await round.RunAsync(TimeSpan.FromMilliseconds(long.Parse(line, NumberStyles.None, CultureInfo.InvariantCulture)));
            await output.WriteLineAsync(JsonSerializer.Serialize(result, BenchJson.Default.RoundResult));
            await output.FlushAsync(stop);
        }

        return 0;
    }
}
