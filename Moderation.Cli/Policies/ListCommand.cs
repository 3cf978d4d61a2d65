using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace Moderation.Cli.Policies;

/// <summary><c>moderation policy list</c>: the policies of the running service and the states of their versions.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var all = new Option<bool>("--all") { Description = "Show retired versions too." };
        var (api, json) = (PolicyArguments.Api(), PolicyArguments.Json());
        var command = new Command("list", "The policies of the running service and the states of their versions.") { all, api, json };
        command.SetAction(async (parsed, stop) =>
        {
            using var service = PolicyApi.Open(parsed.GetValue(api));
            var answer = await service.GetAsync("v1/policies", stop);
            if (parsed.GetValue(json))
                parsed.InvocationConfiguration.Output.WriteJson(answer);
            else
                Print(answer, parsed.GetValue(all), parsed.InvocationConfiguration.Output);
        });
        return command;
    }

    internal static void Print(JsonElement answer, bool all, TextWriter output)
    {
        var table = PolicyOutput.Table("policy", "version", "hash", "state", "author", "approved by", "orders");
        foreach (var policy in answer.GetProperty("items").EnumerateArray())
        {
            foreach (var version in policy.GetProperty("versions").EnumerateArray().Where(version => all || version.GetProperty("state").GetString() != "retired"))
            {
                var share = version.GetProperty("canaryShare") is { ValueKind: JsonValueKind.Number } canary ? canary.GetDouble().ToString(" (0.#%)", CultureInfo.InvariantCulture) : "";
                table.Row(
                    policy.GetProperty("name").GetString() ?? "",
                    version.GetProperty("version").GetInt32().ToString(CultureInfo.InvariantCulture),
                    version.GetProperty("sheetHash").GetString() ?? "",
                    version.GetProperty("state").GetString() + share,
                    version.GetProperty("author").GetString() ?? "",
                    version.GetProperty("approvedBy").GetString() ?? "-",
                    version.GetProperty("humanConfirm").ValueKind == JsonValueKind.Object ? "wait for a person" : "as the sheet says");
            }
        }

        output.WriteTable(table);
    }
}
