using System.CommandLine;
using System.Text.Json;
using Moderation.Cli.Policies;
using Moderation.Cli.Topics;
using Moderation.Core.Wire;

namespace Moderation.Cli.Enforcement;

/// <summary><c>moderation enforcement off|on|dry-run</c>: the switches, over everything, one policy or one kind of order.</summary>
internal static class SwitchCommands
{
    public static IEnumerable<Command> Create() =>
    [
        Create("off", ControlMode.Off, "Sends no more orders: something is wrong. They are still decided and written down."),
        Create("dry-run", ControlMode.DryRun, "Sends no more orders, as a trial: they are decided and written down."),
        Create("on", ControlMode.Enforce, "Sends orders again. Over a kind, this also closes its breaker."),
    ];

    private static Command Create(string word, ControlMode mode, string description)
    {
        var everything = new Option<bool>("--everything") { Description = "Over every order." };
        var policy = new Option<string?>("--policy") { Description = "Over the orders of this policy." };
        var kind = new Option<string?>("--kind") { Description = $"Over the orders of this kind: {string.Join(", ", WireWord.All<ActionKind>())}." };
        kind.AcceptOnlyFromAmong([.. WireWord.All<ActionKind>()]);
        var (note, actor, api, json) = (EnforcementArguments.Note(), EnforcementArguments.Actor(), PolicyArguments.Api(), PolicyArguments.Json());
        var command = new Command(word, description) { everything, policy, kind, note, actor, api, json };
        var lift = new Option<bool>("--lift") { Description = "Take what is in force under it back at once." };
        var lasts = Lasts();
        if (mode == ControlMode.Off)
            command.Add(lift);
        if (mode != ControlMode.Enforce)
            command.Add(lasts);
        command.Validators.Add(result =>
        {
            if (new Option[] { everything, policy, kind }.Count(option => result.GetResult(option) is { Implicit: false }) != 1)
                result.AddError("say over what: one of --everything, --policy NAME and --kind KIND");
        });
        command.SetAction(async (parsed, stop) =>
        {
            var body = new
            {
                Mode = WireWord.From(mode),
                Lift = mode == ControlMode.Off && parsed.GetValue(lift),
                Until = mode == ControlMode.Enforce ? null : TimeProvider.System.GetUtcNow() + parsed.GetValue(lasts),
                Note = parsed.GetRequiredValue(note),
                Actor = parsed.GetRequiredValue(actor),
            };
            using var service = PolicyApi.Open(parsed.GetValue(api));
            var answer = await service.PutAsync($"v1/enforcement/controls/{Path(parsed.GetValue(policy), parsed.GetValue(kind))}", body, stop);
            Print(answer, parsed.GetValue(json), parsed.InvocationConfiguration);
        });
        return command;
    }

    private static string Path(string? policy, string? kind) => (policy, kind) switch
    {
        ({ } name, _) => $"policies/{Uri.EscapeDataString(name)}",
        (_, { } word) => $"kinds/{word}",
        _ => "everything",
    };

    private static Option<TimeSpan?> Lasts() => new("--for")
    {
        Description = "After which time it goes back by itself, such as 30m or 2h; never when not given.",
        CustomParser = result =>
        {
            if (TopicUnits.ParseDuration(result.Tokens[0].Value) is { } time)
                return time;
            result.AddError("--for is a time with its unit, such as 90s, 30m, 2h or 7d");
            return null;
        },
    };

    private static void Print(JsonElement answer, bool json, InvocationConfiguration io)
    {
        if (json)
        {
            io.Output.WriteJson(answer);
            return;
        }

        var until = answer.Time("until") is var time && time == "-" ? "" : $" until {time}";
        var lifted = answer.GetProperty("lift").GetBoolean() ? "; what is in force under it is taken back" : "";
        io.Output.WriteLine($"{answer.Over()}: {answer.Text("mode")}{until}{lifted}");
        if (answer.GetProperty("isPolicyKnown").ValueKind == JsonValueKind.False)
            io.Error.WriteLine($"warning: the service knows no policy of that name, so nothing may be switched; `moderation policy list` shows the names");
        if (answer.GetProperty("isSilent").GetBoolean())
            io.Error.WriteLine("warning: enforcement is silent; the switch holds as soon as it is back");
    }
}
