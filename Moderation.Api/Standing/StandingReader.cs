using Moderation.Api.Database;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Standing;

/// <summary>Computes what the tables say of one user. Reads only; the same tables and the same time give the same record.</summary>
internal sealed class StandingReader(NpgsqlDataSource source, StrikeReader strikes)
{
    public const int CirculationDays = 7;

    /// <summary>For how long after an overturned report its policy leaves the subject's account alone.</summary>
    public static readonly TimeSpan ExemptionLasts = TimeSpan.FromDays(30);

    private static readonly TimeSpan SpendingPeriod = TimeSpan.FromDays(30);
    private static readonly TimeSpan RefundPeriod = TimeSpan.FromDays(90);

    // The heaviest ways are read first. What is left out makes the share smaller, never larger.
    private const int MostEdges = 500;
    private const int MostMembers = 200;
    private const int MostTeams = 8;

    private static readonly SqlQuery<SpendingWindow> SelectWindows = new(
        """
        select date_bin('10 minutes', occurred_at, '1970-01-01T00:00:00Z'::timestamptz) as starts_at, sum(coins)::bigint as coins
        from gift
        where payer_id = @user and event = 'sent' and occurred_at > @since
        group by 1
        order by 1
        """);

    private static readonly SqlQuery<RefundRow> SelectRefunds = new(
        """
        select receiver_user_id, occurred_at, coins
        from gift
        where payer_id = @user and event <> 'sent' and occurred_at > @since and receiver_user_id is not null
        order by occurred_at desc, live_id, gift_id, event
        limit @limit
        """);

    private static readonly SqlQuery<CoinsRow> SelectSent = new(
        "select coalesce(sum(coins), 0)::bigint as coins from gift where payer_id = @user and event = 'sent' and occurred_at > @since");

    private static readonly SqlQuery<EdgeRow> SelectGiven = new(
        """
        select payer_id, receiver_user_id, sum(coins)::bigint as coins
        from gift
        where payer_id = any(@accounts) and event = 'sent' and occurred_at > @since and receiver_user_id <> payer_id
        group by payer_id, receiver_user_id
        order by 3 desc, 1, 2
        limit @limit
        """);

    private static readonly SqlQuery<EdgeRow> SelectReceived = new(
        """
        select payer_id, receiver_user_id, sum(coins)::bigint as coins
        from gift
        where receiver_user_id = any(@accounts) and event = 'sent' and occurred_at > @since and receiver_user_id <> payer_id
        group by payer_id, receiver_user_id
        order by 3 desc, 1, 2
        limit @limit
        """);

    private static readonly SqlQuery<MemberRow> SelectTeams = new(
        """
        with own as (
          select distinct t.team_id
          from (select payer_team_id as team_id from gift where payer_id = @user and occurred_at > @since and payer_team_id is not null
                union select receiver_team_id from gift where receiver_user_id = @user and occurred_at > @since and receiver_team_id is not null) t
          order by t.team_id
          limit @teams)
        select o.team_id, m.user_id
        from own o
        cross join lateral (
          select g.payer_id as user_id from gift g where g.payer_team_id = o.team_id and g.occurred_at > @since
          union select g.receiver_user_id from gift g where g.receiver_team_id = o.team_id and g.occurred_at > @since and g.receiver_user_id is not null
          order by 1
          limit @members) m
        """);

    private static readonly SqlQuery<FlaggingRow> SelectFlagging = new(
        """
        select count(*) filter (where j.is_upheld)::integer as upheld, count(*) filter (where not j.is_upheld)::integer as rejected
        from (
          select f.flag_id, bool_or(o.kind = 'confirmed') as is_upheld
          from flag f
          join report r on r.live_id = f.live_id
            and (f.target = 'live' and (r.subject_kind = 'live' or r.subject_role = 'host')
                 or f.target = 'participant' and r.participant_id = f.target_id
                 or f.target = 'message' and jsonb_exists(r.evidence -> 'messageIds', f.target_id))
          cross join lateral (
            select v.kind from verdict v
            where v.report_id = r.report_id and v.kind <> 'undecided'
            order by v.given_at desc, v.verdict_id desc
            limit 1) o
          where f.flagger_id = @user and not f.is_over_limit
          group by f.live_id, f.flag_id) j
        """);

    private static readonly SqlQuery<OverturnedRow> SelectOverturned = new(
        """
        select r.policy_name, max(o.given_at) as given_at
        from report r
        cross join lateral (
          select v.kind, v.given_at from verdict v
          where v.report_id = r.report_id and v.kind <> 'undecided'
          order by v.given_at desc, v.verdict_id desc
          limit 1) o
        where r.subject_user_id = @user and o.kind = 'overturned' and o.given_at > @since
        group by r.policy_name
        order by r.policy_name
        """);

    private static readonly SqlQuery<ProtectedRow> SelectProtection = new(
        "select until_at from protected_subject where user_id = @user and (until_at is null or until_at > @at)");

    private static readonly SqlQuery<AssuranceRow> SelectAssurance = new("select value from age_assurance where user_id = @user");

    /// <summary>The standing as the tables tell it at a time.</summary>
    public async Task<ReadStanding> ReadAsync(UserId user, DateTimeOffset at, CancellationToken token)
    {
        var windows = await source.QueryAsync(SelectWindows, new { user = user.Value, since = at - SpendingPeriod }, token);
        var refunds = await source.QueryAsync(
            SelectRefunds, new { user = user.Value, since = at - RefundPeriod, limit = StandingRecord.MaxRefunds }, token);
        var overturned = await source.QueryAsync(SelectOverturned, new { user = user.Value, since = at - ExemptionLasts }, token);
        var assurance = (await source.QueryAsync(SelectAssurance, new { user = user.Value }, token)).SingleOrDefault();
        var flagging = (await source.QueryAsync(SelectFlagging, new { user = user.Value }, token)).Single();
        var protection = (await source.QueryAsync(SelectProtection, new { user = user.Value, at }, token)).SingleOrDefault();
        var counted = (await strikes.ReadAsync(user, at, token)).Where(strike => strike.IsInForce(at)).ToList();
        var (circulation, ring) = await CirculationAsync(user.Value, at - TimeSpan.FromDays(CirculationDays), token);
        var record = new StandingRecord
        {
            V = WireVersion.Current,
            UserId = user,
            At = at,
            Strikes = counted.Count,
            AgeAssurance = assurance is null ? AgeAssurance.None : WireWord.Parse<AgeAssurance>(assurance.Value),
            ExemptUntil = overturned.ToDictionary(row => row.PolicyName, row => row.GivenAt + ExemptionLasts),
            Spending = SpendingHabit.Of(windows),
            Refunds = [.. refunds.Select(row => new RefundStanding(UserId.Parse(row.ReceiverUserId), row.OccurredAt, row.Coins))],
            Circulation = circulation,
            Flagging = flagging is { Upheld: 0, Rejected: 0 } ? null : new FlaggingStanding(flagging.Upheld, flagging.Rejected),
            Protected = protection is not null,
        };
        // Where neither ends, nothing is the least of nothing.
        return new ReadStanding(record, ring, counted.Select(strike => (DateTimeOffset?)strike.ExpiresAt).Append(protection?.UntilAt).Min());
    }

    private async Task<(CirculationStanding? Standing, IReadOnlyList<string> Ring)> CirculationAsync(
        string user, DateTimeOffset since, CancellationToken token)
    {
        var sent = (await source.QueryAsync(SelectSent, new { user, since }, token)).Single().Coins;
        var received = await EdgesAsync(SelectReceived, [user], since, token);
        if (sent == 0 || received.Count == 0)
            return (GiftRings.Standing(new GiftReturn(0, []), CirculationDays, sent), []);
        var given = await EdgesAsync(SelectGiven, [user], since, token);
        var members = await source.QueryAsync(SelectTeams, new { user, since, teams = MostTeams, members = MostMembers }, token);
        var teams = members.GroupBy(row => row.TeamId).Select(team => team.Select(row => row.UserId).ToList()).ToList();
        // A ring has at most four gifts: two ahead of the user and two behind meet in its middle.
        var mates = members.Select(row => row.UserId).ToList();
        var ahead = await EdgesAsync(SelectGiven, [.. given.Select(edge => edge.To).Concat(mates).Where(account => account != user).Distinct()], since, token);
        var behind = await EdgesAsync(SelectReceived, [.. received.Select(edge => edge.From).Concat(mates).Where(account => account != user).Distinct()], since, token);
        var result = GiftRings.Of(user, [.. given.Concat(received).Concat(ahead).Concat(behind).DistinctBy(edge => (edge.From, edge.To))], teams);
        return (GiftRings.Standing(result, CirculationDays, sent), [.. result.Accounts.Where(account => account != user)]);
    }

    private async Task<IReadOnlyList<GiftEdge>> EdgesAsync(SqlQuery<EdgeRow> query, string[] accounts, DateTimeOffset since, CancellationToken token) =>
        accounts.Length == 0
            ? []
            : [.. (await source.QueryAsync(query, new { accounts, since, limit = MostEdges }, token)).Select(row => new GiftEdge(row.PayerId, row.ReceiverUserId, row.Coins))];
}

/// <summary>What was computed of a user.</summary>
/// <param name="Record">The standing.</param>
/// <param name="Ring">The other accounts in the rings that the user's coins go round in.</param>
/// <param name="ChangesAt">When it changes by time alone; null where it does not.</param>
internal sealed record ReadStanding(StandingRecord Record, IReadOnlyList<string> Ring, DateTimeOffset? ChangesAt);
