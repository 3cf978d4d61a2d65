namespace Moderation.Api.Review.Cases;

/// <summary>In which order cases come up: forced ones by age, then overdue ones by how long they are, then all others by rank.</summary>
internal static class CaseOrder
{
    /// <summary>The beginning of each queue, as <c>candidate (id, band, place)</c>, a case once, under the first band that it is in. Each part is read by its index, so that a long queue costs no more than a short one.</summary>
    /// <remarks>Takes <c>@queues</c> and <c>@now</c>.</remarks>
    /// <param name="condition">Which cases; they are open in any case.</param>
    /// <param name="depth">How many of each part of each queue: a number, or a parameter. With a number the server can keep its plan, since it knows that little is read.</param>
    public static string Candidates(string condition, string depth = "@depth") =>
        $"""
        with candidate (id, band, place) as materialized (
          select distinct on (f.case_id) f.case_id, f.band, f.place
          from unnest(@queues::text[]) as q (queue)
          cross join lateral (
            (select case_id, 0 as band, extract(epoch from opened_at)::double precision as place from review_case
             where queue = q.queue and outcome is null and is_forced and {condition}
             order by opened_at, case_id limit {depth})
            union all
            (select case_id, 1, extract(epoch from due_at)::double precision from review_case
             where queue = q.queue and outcome is null and due_at <= @now and {condition}
             order by due_at, case_id limit {depth})
            union all
            (select case_id, 2, -rank from review_case
             where queue = q.queue and outcome is null and {condition}
             order by rank desc, case_id limit {depth})) f
          order by f.case_id, f.band)
        """;
}
