using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Moderation.Cli.Host;
using Moderation.Core.Wire;

namespace Moderation.Cli.Policies.Recorded;

/// <summary><c>moderation policy explain</c>: one decision with its sheet, its reasons, the facts that were read, and what reviewers made of it.</summary>
internal static class ExplainDecisionCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("decision") { Description = "Id of the decision." };
        var session = new Option<string?>("--session") { Description = "Look in this recorded live instead of asking the service." };
        var sheets = new Option<string[]>("--sheet") { Description = "With --session: decide by these sheets instead of those that the log tells of.", AllowMultipleArgumentsPerToken = true };
        var (api, json) = (PolicyArguments.Api(), PolicyArguments.Json());
        var command = new Command("explain", "Explains one decision: sheet, rung, reasons, facts, verdicts.") { id, session, sheets, api, json };
        command.SetAction(async (parsed, stop) =>
        {
            var explained = parsed.GetValue(session) is { } file
                ? FromSession(file, parsed.GetValue(sheets), parsed.GetRequiredValue(id))
                : await FromServiceAsync(parsed.GetValue(api), parsed.GetRequiredValue(id), stop);
            if (parsed.GetValue(json))
                parsed.InvocationConfiguration.Output.WriteJson(explained);
            else
                Print(explained, parsed.InvocationConfiguration.Output);
        });
        return command;
    }

    private static async Task<JsonElement> FromServiceAsync(Uri? address, string id, CancellationToken stop)
    {
        using var service = PolicyApi.Open(address);
        return await service.GetAsync($"v1/decisions/{Uri.EscapeDataString(id)}", stop);
    }

    /// <summary>The same shape as the service answers, as far as a file can tell.</summary>
    private static JsonElement FromSession(string file, string[]? sheets, string id)
    {
        var (live, log) = RecordedFile.ReadLive(file);
        var given = ReplayCommand.Given(sheets);
        var replay = Replay.Run(live, log, PolicyRules.Load(ModerationHome.Find()), given);
        var decision = replay.Decisions.Find(decision => decision.DecisionId.Value == id)
            ?? throw new ToolException($"{file} leads to no decision {id}; `moderation policy replay {file}` lists those that it leads to");
        var verdicts = replay.Verdicts.Where(verdict => verdict.ReportId == decision.ReportId).ToList();
        return JsonSerializer.SerializeToElement(new
        {
            decision = JsonSerializer.SerializeToElement(decision, WireJson.Default.DecisionRecord),
            verdicts = verdicts.Select(verdict => JsonSerializer.SerializeToElement(verdict, WireJson.Default.VerdictRecord)),
        });
    }

    internal static void Print(JsonElement explained, TextWriter output)
    {
        var decision = explained.GetProperty("decision");
        var subject = decision.GetProperty("subject").Deserialize(WireJson.Default.SubjectRef);
        var variant = Text(decision, "variant") is { } name ? $", variant {name}" : "";
        output.WriteLine($"{Text(decision, "decisionId")}: {decision.GetProperty("policy").GetProperty("name").GetString()}{Version(explained)}{variant}, rung {Text(decision, "rung")}, on {subject} in {Text(decision, "liveId")}");
        output.WriteLine($"at {Time(decision, "at")}, the condition held since {Time(decision, "episodeStartedAt")}; stage {Text(decision, "stage")}, {Text(decision, "effect")}{(Text(decision, "guard") is { } guard ? $", held by guard {guard}" : "")}");
        output.WriteLine($"decided by {Ref(decision.GetProperty("decidedBy"))}{(Text(decision, "reportId") is { } report ? $", report {report}" : "")}");
        Section(output, "Why", decision, "reasons", reason => Text(reason, "text") ?? "");
        Section(output, Ordering(Text(decision, "effect")), decision, "actions", action => $"{Text(action, "kind")} for {TimeSpan.FromSeconds(action.GetProperty("lastsSeconds").GetDouble()).TotalMinutes.ToString("0.##", CultureInfo.InvariantCulture)} min");
        if (decision.TryGetProperty("evidence", out var evidence))
            Section(output, "What was read", evidence, "facts", Fact);
        Section(output, "What reviewers made of it", explained, "verdicts", verdict => $"{Time(verdict, "at")} {Text(verdict, "kind")} ({Text(verdict, "reasonCode")}), {Text(verdict, "reviewer") ?? "reviewer unknown"}");
        if (Text(explained, "sheet") is { } sheet)
            output.WriteLine($"\nThe sheet, its tests left out:\n{WithoutTests(sheet)}");
    }

    private static string Ordering(string? effect) => effect switch
    {
        "enforced" => "It orders",
        "awaiting_confirmation" => "It orders, when people confirm it",
        _ => "It would order",
    };

    /// <summary>Tests are the last section of a sheet as it is commonly written; they explain no decision.</summary>
    private static string WithoutTests(string sheet)
    {
        var tests = sheet.IndexOf("\ntests:", StringComparison.Ordinal);
        var next = tests < 0 ? -1 : sheet.AsSpan(tests + 1).IndexOfAny('\r', '\n');
        // Whatever else stands below them at the margin belongs to the sheet; then all of it is shown.
        var isLast = tests >= 0 && next >= 0 && !sheet[(tests + 1 + next)..].Split('\n').Any(line => line.Length > 0 && (char.IsAsciiLetter(line[0])));
        return (isLast ? sheet[..tests] : sheet).TrimEnd();
    }

    private static string Fact(JsonElement fact)
    {
        var value = fact.TryGetProperty("value", out var number) && number.ValueKind == JsonValueKind.Number ? number.GetDouble().ToString("0.####", CultureInfo.InvariantCulture) : "unknown";
        return $"{Text(fact, "name")} = {value} {Text(fact, "unit")}".TrimEnd();
    }

    private static void Section(TextWriter output, string title, JsonElement owner, string name, Func<JsonElement, string> line)
    {
        if (!owner.TryGetProperty(name, out var items) || items.ValueKind != JsonValueKind.Array || items.GetArrayLength() == 0)
            return;
        output.WriteLine($"\n{title}:");
        foreach (var item in items.EnumerateArray())
            output.WriteLine($"  {line(item)}");
    }

    private static string Version(JsonElement explained) =>
        explained.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.Number ? $" version {version.GetInt32()}" : "";

    private static string Time(JsonElement owner, string name) => owner.GetProperty(name).GetDateTimeOffset().ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private static string Ref(JsonElement at) => $"{Text(at, "topic")}/{at.GetProperty("partition").GetInt32()}@{at.GetProperty("offset").GetInt64()}";

    private static string? Text(JsonElement owner, string name) => owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
