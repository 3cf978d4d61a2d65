using System.CommandLine;
using Moderation.Cli.Host;

namespace Moderation.Cli.Bench;

/// <summary><c>moderation bench enforce</c>: from the decision to the released order.</summary>
internal static class EnforceBenchCommand
{
    private const int DefaultRate = 100;
    private const int DefaultSeconds = 40;
    private const int DefaultRounds = 4;

    public static Command Create()
    {
        var rate = Whole("--rate", "Orders a second", DefaultRate, 1, 5_000);
        var seconds = Whole("--seconds", "Time to measure, warming up not counted", DefaultSeconds, 2, 3_600);
        var rounds = Whole("--rounds", "Rounds of each side to divide that time into", DefaultRounds, 1, 100);
        var json = new Option<bool>("--json") { Description = "Print the result as one line of JSON at the end" };
        var command = new Command("enforce", "The way of an order from its decision to a consumer of released orders, through a Worker that enforces, beside a record's bare way through the same broker.")
        {
            rate, seconds, rounds, json,
        };
        command.SetAction((parsed, stop) => new EnforceBench(ModerationHome.Find(), TimeProvider.System).RunAsync(
            parsed.GetValue(rate), parsed.GetValue(seconds), parsed.GetValue(rounds), parsed.GetValue(json), stop));
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
