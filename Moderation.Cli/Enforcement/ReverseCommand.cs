using System.CommandLine;
using Moderation.Cli.Policies;

namespace Moderation.Cli.Enforcement;

/// <summary><c>moderation enforcement reverse</c>: a person takes an order back.</summary>
internal static class ReverseCommand
{
    public static Command Create()
    {
        var order = new Argument<string>("order") { Description = "Id of the order." };
        var (note, actor, api, json) = (EnforcementArguments.Note(), EnforcementArguments.Actor(), PolicyArguments.Api(), PolicyArguments.Json());
        note.Description = "Why; it becomes the reversal's reason, which the platform reads.";
        var command = new Command("reverse", "Takes an order back. No switch and no breaker stops it.") { order, note, actor, api, json };
        command.SetAction(async (parsed, stop) =>
        {
            var id = parsed.GetRequiredValue(order);
            using var service = PolicyApi.Open(parsed.GetValue(api));
            var answer = await service.PostAsync(
                $"v1/actions/{Uri.EscapeDataString(id)}:reverse", new { Note = parsed.GetRequiredValue(note), Actor = parsed.GetRequiredValue(actor) }, stop);
            if (parsed.GetValue(json))
                parsed.InvocationConfiguration.Output.WriteJson(answer);
            else
                parsed.InvocationConfiguration.Output.WriteLine($"{id} is taken back by {answer.Text("actionId")}");
        });
        return command;
    }
}
