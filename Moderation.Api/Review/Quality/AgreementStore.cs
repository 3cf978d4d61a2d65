using Moderation.Api.Database;
using Npgsql;

namespace Moderation.Api.Review.Quality;

/// <summary>Reads cases that two people judged without knowing of each other, and golden ones.</summary>
internal sealed class AgreementStore(NpgsqlDataSource source)
{
    private static readonly SqlQuery<JudgedPairRow> SelectPairs = new(
        """
        select p.queue, p.language, f.reviewer as first_reviewer, l.reviewer as second_reviewer, s.expected_outcome as first_outcome, s.outcome as second_outcome, s.is_golden,
               count(*) as count
        from review_case s
        join review_case p on p.case_id = s.parent_case_id
        join lateral (select v.reviewer from review_verdict v where v.case_id = s.case_id and v.outcome is not null order by v.given_at desc limit 1) l on true
        left join lateral (
          select v.reviewer from review_verdict v where v.case_id = p.case_id and v.outcome is not null and v.given_at <= s.opened_at order by v.given_at desc limit 1) f on true
        where s.kind = 'second_review' and s.outcome is not null and s.expected_outcome is not null
          and (@queue::text is null or p.queue = @queue)
          and (@since::timestamptz is null or s.closed_at >= @since)
          and (@before::timestamptz is null or s.closed_at < @before)
        group by 1, 2, 3, 4, 5, 6, 7
        """);

    public Task<IReadOnlyList<JudgedPairRow>> PairsAsync(string? queue, DateTimeOffset? since, CancellationToken token, DateTimeOffset? before = null) =>
        source.QueryAsync(SelectPairs, new { queue, since, before }, token);
}

/// <summary>Cases that two people judged in the same way, counted.</summary>
internal sealed record JudgedPairRow
{
    public string Queue { get; init; } = "";

    public string? Language { get; init; }

    public string? FirstReviewer { get; init; }

    public string SecondReviewer { get; init; } = "";

    public string FirstOutcome { get; init; } = "";

    public string SecondOutcome { get; init; } = "";

    public bool IsGolden { get; init; }

    public long Count { get; init; }
}
