using Moderation.Api.Database;
using Moderation.Core.Review;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Review.Flags;

/// <summary>Reads what became of flags.</summary>
internal sealed class FlagStore(NpgsqlDataSource source)
{
    // Whoever looked at a case before the flag came did not look at the flag; whoever held it then did, from the flag's time on.
    // A case that is about something else says nothing of it.
    // A case that was opened again after a flag was decided says nothing new of that flag until it is decided anew.
    private static readonly SqlQuery<FlagOutcomeRow> SelectOne = new(
        """
        select f.live_id, f.flag_id, f.occurred_at, f.is_over_limit, k.first_look_at, l.outcome, l.reason_code, l.given_at
        from flag f
        left join review_case_flag m on m.live_id = f.live_id and m.flag_id = f.flag_id
        left join review_case c on c.case_id = m.case_id
        left join lateral (
          select v.outcome, v.reason_code, v.given_at from review_verdict v
          where v.case_id = c.case_id and v.outcome is not null and v.given_at >= f.occurred_at and not m.is_aside
          order by v.given_at desc limit 1) l on true
        left join lateral (
          select min(greatest(s.since, f.occurred_at)) as first_look_at
          from (
            select c.first_claimed_at as since, c.first_claimed_at as until
            union all select c.lease_since, c.lease_until
            union all select v.claimed_at, v.given_at from review_verdict v where v.case_id = c.case_id) s
          where s.until >= f.occurred_at) k on true
        where f.live_id = @live and f.flag_id = @flag
        """);

    public async Task<FlagOutcomeRow?> FindAsync(string live, string flag, CancellationToken token) =>
        (await source.QueryAsync(SelectOne, new { live, flag }, token)).SingleOrDefault();
}

/// <summary>A flag with what became of it.</summary>
internal sealed record FlagOutcomeRow
{
    public string LiveId { get; init; } = "";

    public string FlagId { get; init; } = "";

    public DateTimeOffset OccurredAt { get; init; }

    public bool IsOverLimit { get; init; }

    public DateTimeOffset? FirstLookAt { get; init; }

    public string? Outcome { get; init; }

    public string? ReasonCode { get; init; }

    public DateTimeOffset? GivenAt { get; init; }

    public FlagResponse ToResponse() => new()
    {
        LiveId = Core.Subjects.LiveId.Parse(LiveId),
        FlagId = FlagId,
        At = OccurredAt,
        OverLimit = IsOverLimit,
        FirstLookAt = FirstLookAt,
        Outcome = Outcome is null ? null : WireWord.Parse<CaseOutcome>(Outcome),
        ReasonCode = ReasonCode,
        DecidedAt = GivenAt,
    };
}

/// <summary>What became of a flag.</summary>
public sealed record FlagResponse
{
    /// <summary>The live.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>The flag.</summary>
    public required string FlagId { get; init; }

    /// <summary>When it was raised.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When somebody first looked; null where nobody has.</summary>
    public required DateTimeOffset? FirstLookAt { get; init; }

    /// <summary>Whether it was right (<c>upheld</c>); null while nobody has decided.</summary>
    public required CaseOutcome? Outcome { get; init; }

    /// <summary>Why.</summary>
    public required string? ReasonCode { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Whether it came over the limit of its flagger: then it weighs nothing, and where no case looks at the same thing nobody decides it.</summary>
    public required bool OverLimit { get; init; }
}
