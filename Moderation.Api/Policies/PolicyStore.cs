using Moderation.Api.Database;
using Npgsql;

namespace Moderation.Api.Policies;

/// <summary>Reads policies, their versions and their history.</summary>
internal sealed class PolicyStore(NpgsqlDataSource source)
{
    // A policy has few events; the newest are what is read.
    private const int MostEvents = 1000;

    internal static readonly SqlQuery<PolicyVersionRow> SelectVersions = new(
        """
        select name, version, sheet_hash, sheet_yaml, sheet_json, canonical_json, wrongful_at_most, wrongful_confidence, state, author, created_at, tested_at,
               approved_by, canary_share, human_confirm_only, human_confirm_reason, human_confirm_since, reinstated_at, replaced
        from policy_version
        where @name::text is null or name = @name
        order by name, version desc
        """);

    private static readonly SqlQuery<PolicyRow> SelectPolicies = new(
        """
        select name, revision, changed_at
        from policy
        where @name::text is null or name = @name
        order by name
        """);

    // Promoted to the share that it has, or put back by a rollback: the last step that led there counts.
    private static readonly SqlQuery<StateSinceRow> SelectSince = new(
        """
        select v.name, v.version, coalesce(max(e.happened_at), v.created_at) as since
        from policy_version v
        left join policy_event e on e.name = v.name and e.version = v.version and e.to_state = v.state
        group by v.name, v.version, v.created_at
        """);

    private static readonly SqlQuery<PolicyEventRow> SelectEvents = new(
        """
        select event_id, version, kind, actor, from_state, to_state, happened_at, note
        from policy_event
        where name = @name
        order by event_id desc
        limit @limit
        """);

    /// <summary>Since when each version has been in the state that it is in, by policy and number.</summary>
    public async Task<IReadOnlyDictionary<(string Name, int Version), DateTimeOffset>> SinceAsync(CancellationToken token) =>
        (await source.QueryAsync(SelectSince, new { }, token)).ToDictionary(row => (row.Name, row.Version), row => row.Since);

    /// <summary>All policies with their versions, by name.</summary>
    public async Task<IReadOnlyList<PolicyResponse>> AllAsync(CancellationToken token)
    {
        var policies = await source.QueryAsync(SelectPolicies, new { name = (string?)null }, token);
        var versions = (await source.QueryAsync(SelectVersions, new { name = (string?)null }, token)).ToLookup(version => version.Name);
        return [.. policies.Select(policy => Response(policy, [.. versions[policy.Name]]))];
    }

    /// <summary>One policy with its versions and its history, or null.</summary>
    public async Task<PolicyDetailResponse?> FindAsync(string name, CancellationToken token)
    {
        if ((await source.QueryAsync(SelectPolicies, new { name }, token)).SingleOrDefault() is not { } policy)
            return null;
        var events = await source.QueryAsync(SelectEvents, new { name, limit = MostEvents }, token);
        return new PolicyDetailResponse
        {
            Policy = Response(policy, await VersionsAsync(name, token)),
            History = [.. events.Select(row => row.ToResponse())],
        };
    }

    /// <summary>Every version of a policy, newest first; of all policies when the name is null.</summary>
    public Task<IReadOnlyList<PolicyVersionRow>> VersionsAsync(string? name, CancellationToken token) => source.QueryAsync(SelectVersions, new { name }, token);

    /// <summary>One version by its number or its hash, or null.</summary>
    public async Task<PolicyVersionRow?> FindVersionAsync(string name, string version, CancellationToken token) =>
        Find(await VersionsAsync(name, token), version);

    /// <summary>The version that a caller means: by number, or by hash.</summary>
    internal static PolicyVersionRow? Find(IEnumerable<PolicyVersionRow> versions, string version) =>
        versions.FirstOrDefault(row => row.SheetHash == version || row.Version.ToString(System.Globalization.CultureInfo.InvariantCulture) == version);

    private static PolicyResponse Response(PolicyRow policy, IReadOnlyList<PolicyVersionRow> versions) => new()
    {
        Name = policy.Name,
        Revision = policy.Revision,
        ChangedAt = policy.ChangedAt,
        HumanConfirmOnly = versions.Any(version => version is { Decides: true, HumanConfirmOnly: true }),
        Versions = [.. versions.Select(version => version.ToResponse())],
        Links = new PolicyLinks(
            $"/v1/policies/{policy.Name}", $"/v1/policies/{policy.Name}/outcomes", $"/v1/decisions?policy={policy.Name}", $"/v1/reports?policy={policy.Name}",
            $"/v1/policies/{policy.Name}/backtests"),
    };
}
