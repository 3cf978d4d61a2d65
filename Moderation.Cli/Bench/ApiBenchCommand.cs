using System.CommandLine;
using Moderation.Cli.Host;

namespace Moderation.Cli.Bench;

/// <summary><c>moderation bench api</c>: reports into the tables, and out of them again.</summary>
internal static class ApiBenchCommand
{
    private const int DefaultReports = 100_000;

    public static Command Create()
    {
        var reports = new Option<int>("--reports") { Description = "Reports to project", DefaultValueFactory = _ => DefaultReports };
        var json = new Option<bool>("--json") { Description = "Print the result as one line of JSON at the end" };
        reports.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < ApiBench.LeastReports or > ApiBench.MostReports)
                result.AddError($"--reports must be from {ApiBench.LeastReports} to {ApiBench.MostReports}");
        });
        var command = new Command("api", "Reports per second into the tables beside plain reading, and the times of GET /v1/reports, on a database of its own.")
        {
            reports, json,
        };
        command.SetAction((parsed, stop) =>
            new ApiBench(ModerationHome.Find()).RunAsync(parsed.GetValue(reports), parsed.GetValue(json), stop));
        return command;
    }
}
