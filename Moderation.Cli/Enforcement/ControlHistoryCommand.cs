using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Moderation.Cli.Policies;

namespace Moderation.Cli.Enforcement;

/// <summary><c>moderation enforcement history</c>: who set which switch, when and why.</summary>
internal static class ControlHistoryCommand
{
    public static Command Create()
    {
        var current = new Option<bool>("--current") { Description = "Only the newest switch of everything, of each policy and of each kind." };
        var (limit, api, json) = (EnforcementArguments.Limit(), PolicyArguments.Api(), PolicyArguments.Json());
        var command = new Command("history", "Who set which switch, when and why; newest first.") { current, limit, api, json };
        command.SetAction(async (parsed, stop) =>
        {
            using var service = PolicyApi.Open(parsed.GetValue(api));
            var filter = parsed.GetValue(current) ? "&current=true" : "";
            var answer = await service.GetAsync(string.Create(CultureInfo.InvariantCulture, $"v1/enforcement/controls?limit={parsed.GetValue(limit)}{filter}"), stop);
            if (parsed.GetValue(json))
                parsed.InvocationConfiguration.Output.WriteJson(answer);
            else
                Print(answer, parsed.InvocationConfiguration.Output);
        });
        return command;
    }

    internal static void Print(JsonElement answer, TextWriter output)
    {
        if (answer.GetProperty("items").GetArrayLength() == 0)
        {
            output.WriteLine("no switch was ever set: everything is enforced");
            return;
        }

        var table = PolicyOutput.Table("at", "switch over", "mode", "lift", "until", "by", "note", "current");
        foreach (var control in answer.GetProperty("items").EnumerateArray())
        {
            table.Row(
                control.Time("at"), control.Over(), control.Text("mode"), control.GetProperty("lift").GetBoolean() ? "yes" : "-", control.Time("until"),
                control.Text("actor"), control.Text("note"), control.GetProperty("isCurrent").GetBoolean() ? "yes" : "-");
        }

        output.WriteTable(table);
        if (answer.GetProperty("nextCursor").ValueKind == JsonValueKind.String)
            output.WriteLine("there are older ones: --limit shows more");
    }
}
