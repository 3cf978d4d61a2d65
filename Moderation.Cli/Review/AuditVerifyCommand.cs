using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Moderation.Cli.Enforcement;
using Moderation.Cli.Policies;

namespace Moderation.Cli.Review;

/// <summary><c>moderation audit verify</c>: names the first entry that was altered, dropped, reordered or inserted.</summary>
internal static class AuditVerifyCommand
{
    public static Command Create()
    {
        var (api, json) = (PolicyArguments.Api(), PolicyArguments.Json());
        var command = new Command("verify", "Reads the whole audit log; names the first entry that is not as it was sealed, and ends with 1 then.") { api, json };
        command.SetAction(async (parsed, stop) =>
        {
            using var service = PolicyApi.Open(parsed.GetValue(api));
            var answer = await service.PostAsync("v1/audit:verify", new { }, stop);
            if (parsed.GetValue(json))
                parsed.InvocationConfiguration.Output.WriteJson(answer);
            else
                Print(answer, parsed.InvocationConfiguration.Output);
            return answer.GetProperty("intact").GetBoolean() ? 0 : 1;
        });
        return command;
    }

    internal static void Print(JsonElement answer, TextWriter output)
    {
        var (entries, unsealed) = (answer.GetProperty("entries").GetInt64(), answer.GetProperty("unsealed").GetInt64());
        if (answer.GetProperty("fault") is { ValueKind: JsonValueKind.Object } fault)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"NOT WHOLE at entry {fault.GetProperty("seq").GetInt64()}: {fault.Text("kind")}: {fault.Text("text")}"));
            return;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"whole: {entries} entries, {answer.GetProperty("rootsChecked").GetInt32()} signed roots checked (key {answer.Text("keyId")})"));
        if (answer.GetProperty("rootsOfOtherKeys").GetInt32() is > 0 and var others)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the signatures of {others} roots by other keys could not be checked"));
        if (unsealed > 0)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{unsealed} entries wait to be sealed"));
    }
}
