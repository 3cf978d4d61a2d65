using System.CommandLine;
using Moderation.Cli.Host;
using Moderation.Cli.Policies;

namespace Moderation.Cli.Bench;

/// <summary><c>moderation bench decide</c>: signals per second and core through many sheets.</summary>
internal static class DecideBenchCommand
{
    private const int DefaultSheets = 50;
    private const int DefaultLives = 10_000;
    private const int DefaultSeconds = 20;

    public static Command Create()
    {
        var sheets = Whole("--sheets", "Sheets that decide, the shipped ones in variations", DefaultSheets, 0, 1000);
        var lives = Whole("--lives", "Lives in memory", DefaultLives, 1, 100_000);
        var seconds = Whole("--seconds", "Time to measure, warming up not counted", DefaultSeconds, 1, 3600);
        var json = new Option<bool>("--json") { Description = "Print the result as one line of JSON at the end" };
        var command = new Command("decide", "Signals per second and core: reading them only, by the generated reader and as the decider does, and reading and deciding them by many sheets, rounds in turn. Bytes per live and per snapshot.")
        {
            sheets, lives, seconds, json,
        };
        command.SetAction((parsed, stop) =>
        {
            var home = ModerationHome.Find();
            var policies = DecideSheets.Make(Path.Combine(home.Root, "policies"), parsed.GetValue(sheets));
            var report = new DecideBench(PolicyRules.Load(home), policies, parsed.GetValue(lives)).Run(TimeSpan.FromSeconds(parsed.GetValue(seconds)), stop);
            var output = parsed.InvocationConfiguration.Output;
            output.WriteLine(report.Explain());
            if (parsed.GetValue(json))
                output.WriteLine(report.ToJson());
            return Task.CompletedTask;
        });
        return command;
    }

    private static Option<int> Whole(string name, string description, int byDefault, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => byDefault };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var value && (value < least || value > most))
                result.AddError($"{name} must be from {least} to {most}");
        });
        return option;
    }
}
