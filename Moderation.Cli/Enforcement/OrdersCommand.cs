using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Moderation.Cli.Policies;
using Moderation.Core.Wire;
using Spectre.Console;

namespace Moderation.Cli.Enforcement;

/// <summary><c>moderation enforcement orders</c>: orders and where they are on their way to the platform.</summary>
internal static class OrdersCommand
{
    public static Command Create()
    {
        var state = new Option<string?>("--state") { Description = $"Only orders that are here: {string.Join(", ", WireWord.All<DispatchState>())}." };
        var kind = new Option<string?>("--kind") { Description = $"Only orders of this kind: {string.Join(", ", WireWord.All<ActionKind>())}." };
        var live = new Option<string?>("--live") { Description = "Only orders in this live." };
        var overdue = new Option<bool>("--overdue") { Description = "Only orders that the platform should have answered long ago." };
        var active = new Option<bool>("--active") { Description = "Only orders in force." };
        state.AcceptOnlyFromAmong([.. WireWord.All<DispatchState>()]);
        kind.AcceptOnlyFromAmong([.. WireWord.All<ActionKind>()]);
        var (limit, api, json) = (EnforcementArguments.Limit(), PolicyArguments.Api(), PolicyArguments.Json());
        var command = new Command("orders", "Orders and where they are on their way to the platform; newest first.") { state, kind, live, overdue, active, limit, api, json };
        command.SetAction(async (parsed, stop) =>
        {
            var path = new StringBuilder("v1/actions?limit=").Append(CultureInfo.InvariantCulture, $"{parsed.GetValue(limit)}");
            foreach (var (name, value) in new[] { ("state", parsed.GetValue(state)), ("kind", parsed.GetValue(kind)), ("liveId", parsed.GetValue(live)) })
                path.Append(value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}");
            path.Append(parsed.GetValue(overdue) ? "&overdue=true" : "").Append(parsed.GetValue(active) ? "&active=true" : "");
            using var service = PolicyApi.Open(parsed.GetValue(api));
            var answer = await service.GetAsync(path.ToString(), stop);
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
            output.WriteLine("no such orders");
            return;
        }

        var table = PolicyOutput.Table("ordered", "order", "kind", "live", "policy", "state", "sent", "expires");
        // Ids are there to be copied, and times to be compared.
        foreach (var column in new[] { 0, 1, 3, 7 })
            table.Columns[column].NoWrap();
        foreach (var order in answer.GetProperty("items").EnumerateArray())
        {
            var (state, sent) = order.GetProperty("dispatch") is { ValueKind: JsonValueKind.Object } dispatch ? (State(dispatch), dispatch.Number("attempts")) : ("unknown", "-");
            table.Row(
                order.Time("orderedAt"), order.Text("actionId"), order.GetProperty("reverses").ValueKind == JsonValueKind.String ? $"undo {order.Text("kind")}" : order.Text("kind"),
                order.Text("liveId"), order.GetProperty("policy").Text("name"), state, sent, order.Time("expiresAt"));
        }

        output.WriteTable(table);
        if (answer.GetProperty("nextCursor").ValueKind == JsonValueKind.String)
            output.WriteLine("there are older ones: --limit shows more");
    }

    private static string State(JsonElement dispatch)
    {
        var reason = dispatch.Text("reason") is var word && word == "-" ? "" : $", {word}";
        var detail = dispatch.Text("detail") is var said && said == "-" ? "" : $": {said}";
        return $"{dispatch.Text("state")}{reason}{detail}{(dispatch.GetProperty("isOverdue").GetBoolean() ? ", overdue" : "")}";
    }
}
