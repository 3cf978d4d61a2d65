using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Moderation.Cli.Enforcement;
using Moderation.Cli.Policies;

namespace Moderation.Cli.PolicyReports.Statements;

/// <summary><c>moderation statements export</c>: has the service write the statements of a time, and fetches them.</summary>
internal static class StatementExportCommand
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(300);

    public static Command Create()
    {
        var from = Day("--from", "First day, or a time with offset: 2026-01-31, 2026-01-31T18:05:00Z. Days are UTC.");
        var to = Day("--to", "The day or time before which it ends; it must be over.");
        var output = new Option<FileInfo>("--output")
        {
            Description = "The file to write: .zip holds batches as the transparency database takes them, .ndjson one statement a line.", Required = true,
        };
        output.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<FileInfo>()?.Extension is not (".zip" or ".ndjson"))
                result.AddError("--output ends with .zip or .ndjson");
        });
        var (actor, api) = (EnforcementArguments.Actor(), PolicyArguments.Api());
        var command = new Command("export", "Writes the statements of the orders that were first sent to the platform in a time. Exported again, each has the same id.") { from, to, output, actor, api };
        command.SetAction(async (parsed, stop) =>
        {
            using var service = PolicyApi.Open(parsed.GetValue(api));
            var asked = await service.PostAsync("v1/statements/exports", new { from = Time(parsed.GetValue(from)), to = Time(parsed.GetValue(to)), actor = parsed.GetValue(actor) }, stop);
            var export = await EndAsync(service, asked, stop);
            var file = parsed.GetRequiredValue(output);
            var content = await service.DownloadAsync(export.GetProperty("links").Text(file.Extension[1..])[1..], stop);
            await File.WriteAllBytesAsync(file.FullName, content, stop);
            parsed.InvocationConfiguration.Output.WriteLine($"{file.FullName}: {export.Number("statements")} statements{LeftOut(export)}");
        });
        return command;
    }

    private static Option<DateTimeOffset> Day(string name, string description) => new(name)
    {
        Description = description,
        Required = true,
        CustomParser = result =>
        {
            if (DateTimeOffset.TryParseExact(result.Tokens.Single().Value, ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ssK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
                return time;
            result.AddError($"{name} is a day such as 2026-01-31, or a time such as 2026-01-31T18:05:00Z");
            return default;
        },
    };

    private static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static async Task<JsonElement> EndAsync(PolicyApi service, JsonElement export, CancellationToken stop)
    {
        var self = export.GetProperty("links").Text("self")[1..];
        while (export.Text("state") == "queued")
        {
            await Task.Delay(LookAgain, TimeProvider.System, stop);
            export = await service.GetAsync(self, stop);
        }

        return export.Text("state") == "done" ? export : throw new ToolException($"the export failed: {export.Text("failure")}");
    }

    private static string LeftOut(JsonElement export)
    {
        var reasons = export.GetProperty("leftOut").EnumerateObject().Select(reason => $"{reason.Value} {reason.Name}").ToList();
        return reasons.Count == 0 ? "" : $"; left out: {string.Join(", ", reasons)}";
    }
}
