using Moderation.Api.Database;
using Moderation.Api.Policies;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.PolicyReports;

/// <summary>Compares a version in shadow with the one that is live, by what both decided.</summary>
internal sealed class ShadowReader(NpgsqlDataSource source)
{
    private static readonly SqlQuery<ShadowSubjectsRow> CountSubjects = new(
        """
        select count(*) filter (where by_shadow and not by_live) as only_shadow,
               count(*) filter (where by_live and not by_shadow) as only_live,
               count(*) filter (where by_shadow and by_live) as both_versions
        from (
          select bool_or(sheet_hash = @shadow) as by_shadow, bool_or(sheet_hash = @live) as by_live
          from decision
          where policy_name = @name and sheet_hash in (@shadow, @live) and decided_at >= @since and effect <> 'exempt'
          group by live_id, subject_kind, participant_id, subject_user_id, subject_other_user_id) s
        """);

    private static readonly SqlQuery<CountRow> CountRungs = new(
        """
        select sheet_hash, rung as word, count(distinct (live_id, subject_kind, participant_id, subject_user_id, subject_other_user_id)) as count
        from decision
        where policy_name = @name and sheet_hash in (@shadow, @live) and decided_at >= @since and effect <> 'exempt'
        group by 1, 2
        """);

    private static readonly SqlQuery<CountRow> CountProposed = new(
        """
        select d.sheet_hash, a.value ->> 'kind' as word, count(*) as count
        from decision d
        cross join lateral jsonb_array_elements(d.actions) a
        where d.policy_name = @name and d.sheet_hash in (@shadow, @live) and d.decided_at >= @since and d.effect <> 'exempt'
        group by 1, 2
        """);

    /// <summary>The comparison since both decide; null where there are not both a version in shadow and one that is live.</summary>
    public async Task<ShadowComparison?> ReadAsync(PolicyDetailResponse policy, CancellationToken token)
    {
        var shadow = policy.Policy.Versions.FirstOrDefault(version => version.State == PolicyStage.Shadow);
        var live = policy.Policy.Versions.FirstOrDefault(version => version.State == PolicyStage.Live);
        if (shadow is null || live is null)
            return null;
        var since = Began(policy, shadow.Version, PolicyStage.Shadow) is var s && Began(policy, live.Version, PolicyStage.Live) is var l && s > l ? s : l;
        var asked = new { name = policy.Policy.Name, shadow = shadow.SheetHash, live = live.SheetHash, since };
        var subjects = (await source.QueryAsync(CountSubjects, asked, token)).Single();
        return new ShadowComparison
        {
            Shadow = shadow.Version,
            Live = live.Version,
            Since = since,
            OnlyShadow = subjects.OnlyShadow,
            OnlyLive = subjects.OnlyLive,
            Both = subjects.BothVersions,
            Rungs = Pair(await source.QueryAsync(CountRungs, asked, token), shadow.SheetHash),
            Orders = Pair(await source.QueryAsync(CountProposed, asked, token), shadow.SheetHash),
        };
    }

    /// <summary>Since when a version has been in the state that it is in.</summary>
    private static DateTimeOffset Began(PolicyDetailResponse policy, int version, PolicyStage stage) =>
        policy.History.FirstOrDefault(e => e.Version == version && e.To == stage && e.From != stage)?.At ?? policy.Policy.Versions.First(row => row.Version == version).CreatedAt;

    private static IReadOnlyList<ShadowCount> Pair(IReadOnlyList<CountRow> rows, string shadow) =>
    [
        .. rows.GroupBy(row => row.Word).OrderBy(word => word.Key, StringComparer.Ordinal)
            .Select(word => new ShadowCount(word.Key, word.Where(row => row.SheetHash == shadow).Sum(row => row.Count), word.Where(row => row.SheetHash != shadow).Sum(row => row.Count))),
    ];
}

/// <summary>Subjects by which of two versions decided about them.</summary>
internal sealed record ShadowSubjectsRow
{
    public long OnlyShadow { get; init; }

    public long OnlyLive { get; init; }

    public long BothVersions { get; init; }
}
