using System.Text.Json;
using Moderation.Api.Database;
using Moderation.Api.Publication;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Policies;

/// <summary>What the deciders are told of a policy: every version that decides, in one record. They are told at every start, since sheets are few and readers go by the revision.</summary>
internal sealed class PolicyAnnouncement(NpgsqlDataSource source) : IAnnouncer
{
    // What waits already says it. Whoever changes a policy holds this lock, so the record put here is neither older than one that is there nor newer than what is committed.
    private static readonly SqlQuery<PolicyRow> LockAll = new(
        """
        select p.name, p.revision, p.changed_at
        from policy p
        where p.revision > 0 and not exists (select from outbox o where o.topic = @topic and o.key = p.name)
        order by p.name
        for update of p
        """);

    public bool AtEveryStart => true;

    /// <summary>The record of a policy.</summary>
    public static PolicyRecord Record(string name, long revision, DateTimeOffset at, IEnumerable<PolicyVersionRow> versions) => new()
    {
        V = WireVersion.Current,
        Name = name,
        Revision = revision,
        At = at,
        Versions =
        [
            .. versions.Where(version => version.Decides).OrderBy(version => version.Stage).Select(version => new PolicyVersion
            {
                SheetHash = version.SheetHash,
                Stage = version.Stage,
                CanaryShare = version.CanaryShare,
                HumanConfirmOnly = version.HumanConfirmOnly,
                Sheet = version.CanonicalJson,
            }),
        ],
    };

    public static Task AddAsync(
        NpgsqlTransaction transaction, string name, long revision, DateTimeOffset at, IEnumerable<PolicyVersionRow> versions, CancellationToken token) =>
        Outbox.AddAsync(
            transaction, TopicNames.Policies, name, JsonSerializer.Serialize(Record(name, revision, at, versions), WireJson.Default.PolicyRecord), at, token);

    public async Task AnnounceAsync(CancellationToken token)
    {
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        var policies = await transaction.QueryAsync(LockAll, new { topic = TopicNames.Policies }, token);
        var versions = (await transaction.QueryAsync(PolicyStore.SelectVersions, new { name = (string?)null }, token)).ToLookup(version => version.Name);
        foreach (var policy in policies)
            await AddAsync(transaction, policy.Name, policy.Revision, policy.ChangedAt, versions[policy.Name], token);
        await transaction.CommitAsync(token);
    }
}
