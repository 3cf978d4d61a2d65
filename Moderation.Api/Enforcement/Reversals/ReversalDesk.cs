using System.Text.Json;
using Moderation.Api.Database;
using Moderation.Api.Publication;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Enforcement.Reversals;

/// <summary>Takes orders back because a person says so. The reversal goes into the log of orders through the outbox, and every switch and breaker lets it pass.</summary>
internal sealed class ReversalDesk(NpgsqlDataSource source, ActionStore actions, TimeProvider time, ILogger<ReversalDesk> log)
{
    /// <summary>Code of the reason that such a reversal has.</summary>
    public const string ReasonCode = "lifted";

    private static readonly SqlQuery<AskedReversalRow> SelectAsked = new("select reversal_id from action_reversal where reversal_id = @id");

    private static readonly SqlStatement Insert = new(
        """
        insert into action_reversal (reversal_id, action_id, actor, note, asked_at)
        values (@reversal, @order, @actor, @note, @at)
        on conflict (reversal_id) do nothing
        """);

    /// <summary>Takes an order back.</summary>
    /// <param name="id">The order.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="note">Why.</param>
    /// <param name="token">Ends the work; nothing is written then.</param>
    /// <returns>Null when there is no such order.</returns>
    public async Task<ReversalOutcome?> ReverseAsync(string id, string actor, string note, CancellationToken token)
    {
        var now = time.GetUtcNow();
        if (await actions.FindAsync(id, now, token) is not { } order)
            return null;
        if (order.Reverses is { } reversed)
            return ReversalOutcome.Refuse($"{id} is itself a reversal, of {reversed}. To bring an order back, the policy has to give it anew.");
        var reversal = ActionRecord.ReversalOf(LiveId.Parse(order.LiveId), ActionId.Parse(id));
        if (IsReversed(order) || await WasAskedAsync(reversal, token) || await actions.FindAsync(reversal.Value, now, token) is not null)
            return new ReversalOutcome(reversal, null);
        if (await WhyOverAsync(order, now, token) is { } why)
            return ReversalOutcome.Refuse(why);
        if (order.ToRecord() is not { } record)
            return ReversalOutcome.Refuse($"{id} was stored before orders named their decision, and cannot be written as an order any more.");
        await OrderAsync(record.Reversal(now, new Reason(ReasonCode, note)), actor, note, token);
        return new ReversalOutcome(reversal, null);
    }

    private async Task<bool> WasAskedAsync(ActionId reversal, CancellationToken token) =>
        (await source.QueryAsync(SelectAsked, new { id = reversal.Value }, token)).Count > 0;

    // The reversal itself may be on its way into its table still.
    private static bool IsReversed(ActionRow order) => order is { State: not null, StateReason: { } reason } && reason == WireWord.From(DispatchReason.Reversed);

    private async Task<string?> WhyOverAsync(ActionRow order, DateTimeOffset now, CancellationToken token)
    {
        if (order.ExpiresAt <= now)
            return $"{order.ActionId} expired at {order.ExpiresAt:u}.";
        if (order.State is null)
        {
            var receipts = await actions.ReceiptsAsync([order], token);
            var last = receipts[order.ActionId].LastOrDefault(receipt => receipt.Status is "lifted" or "refused");
            return last is null ? null : $"The platform says of {order.ActionId} since {last.OccurredAt:u}: {last.Status}.";
        }

        if (WireWord.Parse<DispatchState>(order.State) is DispatchState.Held or DispatchState.Released or DispatchState.Applied)
            return null;
        var why = $"{order.ActionId} is not in force: {order.State}{(order.StateReason is { } reason ? $", {reason}" : "")}.";
        return order.StateReason == WireWord.From(DispatchReason.Renewed) && await actions.NewestRenewalAsync(order.ActionId, token) is { } renewal
            ? $"{why} {renewal} goes on in its place: take that one back."
            : why;
    }

    private async Task OrderAsync(ActionRecord reversal, string actor, string note, CancellationToken token)
    {
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        await WriteAsync(transaction, reversal, actor, note, token);
        await transaction.CommitAsync(token);
        log.OrderReversed(reversal.Reverses!.Value.Value, reversal.ActionId.Value);
    }

    /// <summary>Writes down who takes an order back, and sends the reversal on its way, in the transaction of whatever decided it.</summary>
    public static async Task WriteAsync(NpgsqlTransaction transaction, ActionRecord reversal, string actor, string note, CancellationToken token)
    {
        var (id, order) = (reversal.ActionId.Value, reversal.Reverses!.Value.Value);
        // Of several who ask at once, one writes; the others wait here and find that it is done.
        if (await transaction.ExecuteAsync(Insert, new { reversal = id, order, actor, note, at = reversal.OrderedAt }, token) > 0)
        {
            var value = JsonSerializer.Serialize(reversal, WireJson.Default.ActionRecord);
            await Outbox.AddAsync(transaction, TopicNames.Orders, reversal.LiveId.Value, value, reversal.OrderedAt, token);
        }
    }
}

/// <summary>What became of a request to take an order back.</summary>
/// <param name="Reversal">Id of the reversal.</param>
/// <param name="Refusal">Why there is none; null when there is.</param>
internal readonly record struct ReversalOutcome(ActionId Reversal, string? Refusal)
{
    public static ReversalOutcome Refuse(string why) => new(default, why);
}

/// <summary>A reversal that a person asked for.</summary>
internal sealed record AskedReversalRow
{
    public string ReversalId { get; init; } = "";
}
