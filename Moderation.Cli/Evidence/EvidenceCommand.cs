using System.CommandLine;
using Moderation.Cli.Enforcement;
using Moderation.Cli.Policies;

namespace Moderation.Cli.Evidence;

/// <summary><c>moderation evidence</c>: the master keys of the vault, and changing them.</summary>
internal static class EvidenceCommand
{
    private const string Path = "v1/evidence/keys";
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    public static Command Create() => new("evidence", "The master keys under which evidence is kept, and changing them.") { Keys(), Rotate() };

    private static Command Keys()
    {
        var (api, json) = (PolicyArguments.Api(), PolicyArguments.Json());
        var command = new Command("keys", "Which master keys there are, by their ids, and how many cases are under each.") { api, json };
        command.SetAction(async (parsed, stop) =>
        {
            using var service = PolicyApi.Open(parsed.GetValue(api));
            var answer = await service.GetAsync(Path, stop);
            if (parsed.GetValue(json))
                parsed.InvocationConfiguration.Output.WriteJson(answer);
            else
                VaultKeysText.Write(answer, parsed.InvocationConfiguration.Output);
        });
        return command;
    }

    private static Command Rotate()
    {
        var (note, actor, api, json) = (EnforcementArguments.Note(), EnforcementArguments.Actor(), PolicyArguments.Api(), PolicyArguments.Json());
        var command = new Command("rotate", "Puts every case's key under the current master keys, and waits until it is done; ends with 1 where something is left. After an interruption, say it again.") { note, actor, api, json };
        command.SetAction(async (parsed, stop) =>
        {
            using var service = PolicyApi.Open(parsed.GetValue(api));
            var (output, isJson) = (parsed.InvocationConfiguration.Output, parsed.GetValue(json));
            var answer = await service.PostAsync($"{Path}:rotate", new { Note = parsed.GetRequiredValue(note), Actor = parsed.GetRequiredValue(actor) }, stop);
            while (VaultKeysText.IsRunning(answer))
            {
                if (!isJson)
                    output.WriteLine(VaultKeysText.Progress(answer));
                await Task.Delay(LookAgain, TimeProvider.System, stop);
                answer = await service.GetAsync(Path, stop);
            }

            if (isJson)
                output.WriteJson(answer);
            else
                VaultKeysText.Write(answer, output);
            return VaultKeysText.IsLeft(answer) ? 1 : 0;
        });
        return command;
    }
}
