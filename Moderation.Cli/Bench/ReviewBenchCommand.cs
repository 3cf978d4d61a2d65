using System.CommandLine;
using Moderation.Cli.Host;

namespace Moderation.Cli.Bench;

/// <summary><c>moderation bench review</c>: the queue under load, with many reports and open cases.</summary>
internal static class ReviewBenchCommand
{
    private const int DefaultReports = 1_000_000;
    private const int DefaultCases = 100_000;
    private const int DefaultRate = 200;
    private const int DefaultSeconds = 20;

    public static Command Create()
    {
        var reports = Number("--reports", "Reports in the database", DefaultReports, 1_000, 10_000_000);
        var cases = Number("--cases", "Open cases in the database, at most as many as reports", DefaultCases, 1_000, 1_000_000);
        var rate = Number("--rate", "Requests a second: eight in ten read, one claims, one decides", DefaultRate, 10, 10_000);
        var seconds = Number("--seconds", "Time to measure each part, warming up not counted", DefaultSeconds, 2, 600);
        var json = new Option<bool>("--json") { Description = "Print the result as one line of JSON at the end" };
        var command = new Command("review", "Times of reading cases and of verdicts at a fixed rate, those of GET /health/live beside them, and claims a second of fifty reviewers, on a database of its own.")
        {
            reports, cases, rate, seconds, json,
        };
        command.SetAction((parsed, stop) =>
        {
            var load = new ReviewLoad(parsed.GetValue(reports), parsed.GetValue(cases), parsed.GetValue(rate), TimeSpan.FromSeconds(parsed.GetValue(seconds)));
            // Asked here and not of the command: while it is checked, what was left out has no value yet.
            return load.Cases <= load.Reports ? new ReviewBench(ModerationHome.Find(), TimeProvider.System).RunAsync(load, parsed.GetValue(json), stop) : throw new ToolException("--cases must be at most --reports");
        });
        return command;
    }

    private static Option<int> Number(string name, string description, int usual, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var given && (given < least || given > most))
                result.AddError($"{name} must be from {least} to {most}");
        });
        return option;
    }
}
