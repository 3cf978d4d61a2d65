using System.CommandLine;
using System.Globalization;
using Moderation.Cli.Host;
using Moderation.Core.Policies;
using Moderation.Core.Wire;

namespace Moderation.Cli.Policies.Recorded;

/// <summary><c>moderation policy replay</c>: what a recorded live led to, or would lead to under other sheets, with a checksum over every byte of it.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A live that `moderation policy export` wrote." };
        var sheets = new Option<string[]>("--sheet") { Description = "Decide by these sheets, as if live, instead of those that the log tells of.", AllowMultipleArgumentsPerToken = true };
        var json = PolicyArguments.Json();
        var command = new Command("replay", "Decides a recorded live once more. The same log and sheets give the same SHA-256, on any machine.") { file, sheets, json };
        command.SetAction(parsed =>
        {
            var (live, log) = RecordedFile.ReadLive(parsed.GetRequiredValue(file));
            var replay = Replay.Run(live, log, PolicyRules.Load(ModerationHome.Find()), Given(parsed.GetValue(sheets)));
            if (parsed.GetValue(json))
                parsed.InvocationConfiguration.Output.WriteJson(new { Live = live.Value, Signals = log.Count, replay.Sha256, replay.Decisions, replay.Reports, replay.Actions, replay.Faults });
            else
                Print(replay, log.Count, parsed.InvocationConfiguration.Output);
        });
        return command;
    }

    public static PolicySet? Given(string[]? paths) => paths is null or [] ? null
        : PolicySet.Of(paths.Select(SheetFile.Compile).Select(sheet => new ActivePolicy(sheet, PolicyStage.Live)));

    private static void Print(Replay replay, int signals, TextWriter output)
    {
        var table = PolicyOutput.Table("at", "policy", "stage", "rung", "subject", "effect", "orders", "decision");
        foreach (var decision in replay.Decisions)
        {
            table.Row(
                decision.At.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture), decision.Policy.Name, WireWord.From(decision.Stage), decision.Rung, decision.Subject.ToString(),
                WireWord.From(decision.Effect), string.Join(", ", decision.Actions.Select(action => WireWord.From(action.Kind))), decision.DecisionId.Value);
        }

        if (replay.Decisions.Count > 0)
            output.WriteTable(table);
        foreach (var fault in replay.Faults)
            output.WriteLine($"a sheet in the log does not compile here: {fault}");
        output.WriteLine($"{signals} entries: {replay.Decisions.Count} decisions, {replay.Reports.Count} reports, {replay.Actions.Count} orders");
        output.WriteLine($"sha256 {replay.Sha256}");
    }
}
