using Moderation.Api.Database;
using Moderation.Core.Review;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Standing;

/// <summary>Notes whose standing must be computed again, in the transaction that brought the news.</summary>
/// <remarks>Marking an account twice is one computation. What a mark costs is one row; the computation comes later and elsewhere.</remarks>
internal static class StandingMarks
{
    private static readonly SqlStatement Mark = new(
        """
        insert into standing_due as d (user_id, generation)
        select distinct u.user_id, 1 from unnest(@users::text[]) as u (user_id)
        order by u.user_id
        on conflict (user_id) do update set generation = d.generation + 1
        """);

    // Whom a report is about, and who flagged in its live; only where somebody has judged the report.
    private static readonly SqlStatement MarkOfReports = new(
        """
        insert into standing_due as d (user_id, generation)
        select distinct u.user_id, 1
        from report r
        cross join lateral (
          select r.subject_user_id as user_id where r.subject_user_id is not null
          union select f.flagger_id from flag f where f.live_id = r.live_id) u
        where r.report_id = any(@reports) and exists (select from verdict v where v.report_id = r.report_id)
        order by u.user_id
        on conflict (user_id) do update set generation = d.generation + 1
        """);

    // Whose strikes an order may change: one that people have judged, or ordered.
    private static readonly SqlStatement MarkOfOrders = new(
        """
        insert into standing_due as d (user_id, generation)
        select distinct a.subject_user_id, 1
        from action a
        where (a.action_id = any(@orders) or a.report_id = any(@reports)) and a.kind = any(@kinds) and a.subject_user_id is not null
          and (a.verdicts <> '[]' or exists (select from verdict v where v.report_id = a.report_id))
        order by a.subject_user_id
        on conflict (user_id) do update set generation = d.generation + 1
        """);

    private static readonly string[] Severe = [.. StrikeRule.SevereKinds.Select(WireWord.From)];

    private static readonly SqlStatement MarkFlaggers = new(
        """
        insert into standing_due as d (user_id, generation)
        select distinct f.flagger_id, 1
        from flag f
        where f.live_id = any(@lives) and f.flagger_id = any(@flaggers) and exists (select from verdict v where v.live_id = f.live_id)
        order by f.flagger_id
        on conflict (user_id) do update set generation = d.generation + 1
        """);

    public static Task OfUsersAsync(NpgsqlTransaction transaction, IEnumerable<UserId> users, CancellationToken token) =>
        transaction.ExecuteAsync(Mark, new { users = users.Select(user => user.Value).ToArray() }, token);

    public static async Task OfReportsAsync(NpgsqlTransaction transaction, IEnumerable<ReportId> reports, CancellationToken token)
    {
        var ids = reports.Select(report => report.Value).ToArray();
        await transaction.ExecuteAsync(MarkOfReports, new { reports = ids }, token);
        await transaction.ExecuteAsync(MarkOfOrders, new { orders = Array.Empty<string>(), reports = ids, kinds = Severe }, token);
    }

    public static Task OfOrdersAsync(NpgsqlTransaction transaction, IEnumerable<ActionId> orders, CancellationToken token) =>
        transaction.ExecuteAsync(
            MarkOfOrders, new { orders = orders.Select(order => order.Value).Distinct().ToArray(), reports = Array.Empty<string>(), kinds = Severe }, token);

    public static Task OfFlaggersAsync(NpgsqlTransaction transaction, IReadOnlyCollection<LiveId> lives, IEnumerable<UserId> flaggers, CancellationToken token) =>
        transaction.ExecuteAsync(
            MarkFlaggers,
            new { lives = lives.Select(live => live.Value).Distinct().ToArray(), flaggers = flaggers.Select(user => user.Value).Distinct().ToArray() },
            token);
}
