using System.Text.Json;
using Microsoft.Extensions.Options;
using Moderation.Api.Database;
using Moderation.Core.Review;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Standing;

/// <summary>Reads the strikes of one user out of orders and verdicts.</summary>
internal sealed class StrikeReader(NpgsqlDataSource source, IOptions<StandingOptions> options)
{
    private static readonly string[] Severe = [.. StrikeRule.SevereKinds.Select(WireWord.From)];

    // An order that never went out - held, suppressed, in a dry run - did nothing to anybody; one that the platform refused did not, either.
    private static readonly SqlQuery<StrikeOrderRow> SelectOrders = new(
        """
        select a.action_id, a.live_id, a.policy_name, a.kind, a.ordered_at, a.report_id, a.verdicts, exists (select from action r where r.reverses = a.action_id) as is_lifted
        from action a
        join action_dispatch d on d.action_id = a.action_id and d.released_at is not null and d.state <> 'refused'
        where a.subject_user_id = @user and a.reverses is null and a.kind = any(@kinds) and a.ordered_at > @since
        order by a.ordered_at, a.action_id
        """);

    private static readonly SqlQuery<StrikeVerdictRow> SelectVerdicts = new(
        "select report_id, verdict_id, given_at, kind from verdict where report_id = any(@reports)");

    /// <summary>The strikes that have not expired, oldest first, those that were taken back included.</summary>
    public async Task<IReadOnlyList<Strike>> ReadAsync(UserId user, DateTimeOffset at, CancellationToken token)
    {
        var lasts = options.Value.StrikesLast;
        var orders = await source.QueryAsync(SelectOrders, new { user = user.Value, kinds = Severe, since = at - lasts }, token);
        if (orders.Count == 0)
            return [];
        var rows = await source.QueryAsync(SelectVerdicts, new { reports = orders.Select(order => order.ReportId).Distinct().ToArray() }, token);
        var verdicts = rows.ToLookup(row => row.ReportId, row => new StrikeVerdict(row.VerdictId, row.GivenAt, WireWord.Parse<VerdictKind>(row.Kind)));
        return StrikeRule.Of(orders.Select(order => order.ToOrder([.. verdicts[order.ReportId]])), lasts);
    }
}

/// <summary>An order about a user that may leave a strike.</summary>
internal sealed record StrikeOrderRow
{
    public string ActionId { get; init; } = "";

    public string LiveId { get; init; } = "";

    public string PolicyName { get; init; } = "";

    public string Kind { get; init; } = "";

    public DateTimeOffset OrderedAt { get; init; }

    public string ReportId { get; init; } = "";

    public string Verdicts { get; init; } = "[]";

    public bool IsLifted { get; init; }

    public StrikeOrder ToOrder(IReadOnlyList<StrikeVerdict> verdicts) => new()
    {
        ActionId = Core.Subjects.ActionId.Parse(ActionId),
        LiveId = Core.Subjects.LiveId.Parse(LiveId),
        Policy = PolicyName,
        Kind = WireWord.Parse<ActionKind>(Kind),
        OrderedAt = OrderedAt,
        OrderedBy = JsonSerializer.Deserialize(Verdicts, WireJson.Default.IReadOnlyListString) ?? [],
        Verdicts = verdicts,
        IsLifted = IsLifted,
    };
}

/// <summary>What somebody said of an order's report.</summary>
internal sealed record StrikeVerdictRow
{
    public string ReportId { get; init; } = "";

    public string VerdictId { get; init; } = "";

    public DateTimeOffset GivenAt { get; init; }

    public string Kind { get; init; } = "";
}
