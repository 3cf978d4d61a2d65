using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace Moderation.Cli.Policies;

/// <summary><c>moderation policy publish|shadow|promote|rollback|retire</c>: the life of a version, through the running service. Every step is recorded under a name.</summary>
internal static class LifecycleCommands
{
    private static readonly string[] FromDraftToShadow = ["tested", "shadow"];
    private static readonly string[] ToShadow = ["shadow"];
    private static readonly string[] States = ["tested", "shadow", "canary", "live"];

    public static IEnumerable<Command> Create() => [CreatePublish(), CreateShadow(), CreatePromote(), CreateRollback(), CreateRetire()];

    private static Command CreatePublish()
    {
        var file = new Argument<string>("file") { Description = "The sheet." };
        var (actor, api, json) = (Actor(), PolicyArguments.Api(), PolicyArguments.Json());
        var command = new Command("publish", "Hands a sheet in; it becomes a draft. One that decides the same as a version there is, is that version.") { file, actor, api, json };
        command.SetAction(async (parsed, stop) =>
        {
            var path = parsed.GetRequiredValue(file);
            var sheet = SheetFile.Compile(path);
            using var service = PolicyApi.Open(parsed.GetValue(api));
            var answer = await service.PostSheetAsync($"v1/policies/{sheet.Name}/versions", await File.ReadAllTextAsync(path, stop), parsed.GetRequiredValue(actor), stop);
            Print(answer.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.Object ? version : answer, sheet.Name, parsed.GetValue(json), parsed.InvocationConfiguration.Output);
        });
        return command;
    }

    private static Command CreateShadow()
    {
        var (name, version) = (Policy(), Version());
        var (actor, note, api, json) = (Actor(), Note(), PolicyArguments.Api(), PolicyArguments.Json());
        var command = new Command("shadow", "Lets a version decide without effect. A draft becomes tested on the way, if its tests pass.") { name, version, actor, note, api, json };
        command.SetAction(async (parsed, stop) =>
        {
            var (policy, which) = (parsed.GetRequiredValue(name), parsed.GetRequiredValue(version));
            using var service = PolicyApi.Open(parsed.GetValue(api));
            var state = (await service.GetAsync(Path(policy, which), stop)).GetProperty("version").GetProperty("state").GetString();
            foreach (var to in state == "draft" ? FromDraftToShadow : ToShadow)
                Print(await PromoteAsync(service, policy, which, to, null, parsed.GetRequiredValue(actor), parsed.GetValue(note), stop), policy, parsed.GetValue(json), parsed.InvocationConfiguration.Output);
        });
        return command;
    }

    private static Command CreatePromote()
    {
        var (name, version) = (Policy(), Version());
        var to = new Option<string>("--to") { Description = "The state that it shall have: tested, shadow, canary or live.", Required = true };
        var share = new Option<double?>("--share") { Description = "For a canary: the share of the lives that it decides for, such as 0.05." };
        var (actor, note, api, json) = (Actor(), Note(), PolicyArguments.Api(), PolicyArguments.Json());
        to.AcceptOnlyFromAmong(States);
        share.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is not (null or (> 0 and < 1)))
                result.AddError("--share must be over 0 and under 1");
        });
        var command = new Command("promote", "Sends a version one step on: tested, shadow, canary, live. Canary and live take somebody else than the author.") { name, version, to, share, actor, note, api, json };
        command.Validators.Add(result =>
        {
            // the value of an option that is itself wrong cannot be asked for
            if (result.GetResult(to)?.Tokens is [{ Value: "canary" }] != result.GetResult(share) is not null)
                result.AddError("--share goes with --to canary, and a canary needs it");
        });
        command.SetAction(async (parsed, stop) =>
        {
            using var service = PolicyApi.Open(parsed.GetValue(api));
            var policy = parsed.GetRequiredValue(name);
            Print(
                await PromoteAsync(service, policy, parsed.GetRequiredValue(version), parsed.GetRequiredValue(to), parsed.GetValue(share), parsed.GetRequiredValue(actor), parsed.GetValue(note), stop),
                policy, parsed.GetValue(json), parsed.InvocationConfiguration.Output);
        });
        return command;
    }

    private static Command CreateRollback()
    {
        var name = Policy();
        var (actor, note, api, json) = (Actor(), Note(), PolicyArguments.Api(), PolicyArguments.Json());
        var command = new Command("rollback", "Makes the version live at once that was live before.") { name, actor, note, api, json };
        command.SetAction(async (parsed, stop) =>
        {
            using var service = PolicyApi.Open(parsed.GetValue(api));
            var policy = parsed.GetRequiredValue(name);
            var answer = await service.PostAsync($"v1/policies/{Uri.EscapeDataString(policy)}/rollback", new { Actor = parsed.GetRequiredValue(actor), Note = parsed.GetValue(note) }, stop);
            Print(answer, policy, parsed.GetValue(json), parsed.InvocationConfiguration.Output);
        });
        return command;
    }

    private static Command CreateRetire()
    {
        var (name, version) = (Policy(), Version());
        var (actor, note, api, json) = (Actor(), Note(), PolicyArguments.Api(), PolicyArguments.Json());
        var command = new Command("retire", "Takes a version out of use.") { name, version, actor, note, api, json };
        command.SetAction(async (parsed, stop) =>
        {
            using var service = PolicyApi.Open(parsed.GetValue(api));
            var policy = parsed.GetRequiredValue(name);
            var answer = await service.PostAsync($"{Path(policy, parsed.GetRequiredValue(version))}/retire", new { Actor = parsed.GetRequiredValue(actor), Note = parsed.GetValue(note) }, stop);
            Print(answer, policy, parsed.GetValue(json), parsed.InvocationConfiguration.Output);
        });
        return command;
    }

    private static Task<JsonElement> PromoteAsync(PolicyApi service, string policy, string version, string to, double? share, string actor, string? note, CancellationToken stop) =>
        service.PostAsync($"{Path(policy, version)}/promote", new { To = to, CanaryShare = share, Actor = actor, Note = note }, stop);

    private static void Print(JsonElement version, string policy, bool json, TextWriter output)
    {
        if (json)
            output.WriteJson(version);
        else
            output.WriteLine(Line(version, policy));
    }

    internal static string Line(JsonElement version, string policy)
    {
        var share = version.TryGetProperty("canaryShare", out var canary) && canary.ValueKind == JsonValueKind.Number
            ? string.Create(CultureInfo.InvariantCulture, $" for {canary.GetDouble():0.#%} of the lives") : "";
        return $"{policy} version {version.GetProperty("version").GetInt32()} ({version.GetProperty("sheetHash").GetString()}) is {version.GetProperty("state").GetString()}{share}";
    }

    private static string Path(string policy, string version) => $"v1/policies/{Uri.EscapeDataString(policy)}/versions/{Uri.EscapeDataString(version)}";

    private static Argument<string> Policy() => new("policy") { Description = "Name of the policy." };

    private static Argument<string> Version() => new("version") { Description = "Number or hash of the version." };

    private static Option<string?> Note() => new("--note") { Description = "Why, in your words; it goes into the history." };

    private static Option<string> Actor() => new("--as") { Description = "Under which name the step is recorded; the login name when not given, or that of the key in MODERATION_API_KEY.", DefaultValueFactory = _ => PolicyApi.DefaultActor };
}
