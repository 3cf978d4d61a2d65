using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Moderation.Cli.Policies;

namespace Moderation.Cli.Enforcement;

/// <summary><c>moderation enforcement status</c>: how enforcement stands. Exit code 0 when it works, 1 when it is silent.</summary>
internal static class EnforcementStatusCommand
{
    public static Command Create()
    {
        var (api, json) = (PolicyArguments.Api(), PolicyArguments.Json());
        var command = new Command("status", "How enforcement stands: whether it works, what waits, breakers and switches. Exit code 1 when it is silent.") { api, json };
        command.SetAction(async (parsed, stop) =>
        {
            using var service = PolicyApi.Open(parsed.GetValue(api));
            var answer = await service.GetAsync("v1/enforcement", stop);
            if (parsed.GetValue(json))
                parsed.InvocationConfiguration.Output.WriteJson(answer);
            else
                Print(answer, parsed.InvocationConfiguration.Output);
            return answer.GetProperty("isSilent").GetBoolean() ? 1 : 0;
        });
        return command;
    }

    internal static void Print(JsonElement answer, TextWriter output)
    {
        output.WriteLine(Headline(answer));
        output.WriteLine($"in force    {answer.Number("inForce")}");
        output.WriteLine($"held        {answer.Number("held")}");
        output.WriteLine($"unanswered  {answer.Number("unanswered")}");
        output.WriteLine($"overdue     {answer.Number("overdue")}");
        foreach (var breaker in answer.GetProperty("breakers") is { ValueKind: JsonValueKind.Array } breakers ? breakers.EnumerateArray() : default)
        {
            var kind = breaker.Text("kind");
            output.WriteLine(
                $"breaker     {kind} tripped at {breaker.Time("at")}, over {breaker.Number("maxPerMinute")} a minute; closes at {breaker.Time("until")}, or with `moderation enforcement on --kind {kind}`");
        }

        if (answer.GetProperty("controls").GetArrayLength() > 0)
            PrintControls(answer.GetProperty("controls"), output);
        else
            output.WriteLine("switches    all at enforce");
    }

    private static string Headline(JsonElement answer)
    {
        var age = answer.GetProperty("ageSeconds") is { ValueKind: JsonValueKind.Number } seconds ? string.Create(CultureInfo.InvariantCulture, $"{seconds.GetDouble():0.0} s ago") : null;
        if (!answer.GetProperty("isSilent").GetBoolean())
            return $"enforcement works, heard {age}";
        var since = age is null ? "never heard of" : $"last heard {age}, with the figures below";
        return answer.Text("trouble") is var trouble && trouble == "-"
            ? $"enforcement is silent, {since}: nothing is enforced"
            : $"enforcement is silent, {since}; the service itself hears nothing: {trouble}";
    }

    private static void PrintControls(JsonElement controls, TextWriter output)
    {
        var table = PolicyOutput.Table("switch over", "mode", "obeyed", "since", "until", "by", "note");
        foreach (var control in controls.EnumerateArray())
        {
            table.Row(
                control.Over(), control.Text("mode"), control.GetProperty("isObeyed").GetBoolean() ? "yes" : "not yet", control.Time("at"), control.Time("until"),
                control.Text("actor"), control.Text("note"));
        }

        output.WriteTable(table);
    }
}
