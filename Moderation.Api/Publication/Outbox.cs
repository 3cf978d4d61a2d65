using Moderation.Api.Database;
using Npgsql;

namespace Moderation.Api.Publication;

/// <summary>Records on their way to the broker. A record is written in the transaction of the change that it tells, and is gone once the broker has it.</summary>
/// <remarks>Whoever writes holds a lock on the key's own row until the commit, so records of one key have ids in the order of their changes.</remarks>
internal sealed class Outbox(NpgsqlDataSource source)
{
    private static readonly SqlStatement Insert = new(
        "insert into outbox (topic, key, value, created_at) values (@topic, @key, @value, @at)");

    private static readonly SqlQuery<OutboxRow> SelectWaiting = new(
        "select outbox_id, topic, key, value from outbox order by outbox_id limit @limit");

    private static readonly SqlStatement Remove = new("delete from outbox where outbox_id = any(@ids)");

    private static readonly SqlQuery<ToldClusterRow> SelectCluster = new("select cluster_id from outbox_cluster where cluster_id = @cluster");

    private static readonly SqlStatement InsertCluster = new(
        "insert into outbox_cluster (cluster_id, told_at) values (@cluster, @at) on conflict (cluster_id) do nothing");

    public static Task AddAsync(NpgsqlTransaction transaction, string topic, string key, string value, DateTimeOffset at, CancellationToken token) =>
        transaction.ExecuteAsync(Insert, new { topic, key, value, at }, token);

    /// <summary>What waits, oldest first.</summary>
    public Task<IReadOnlyList<OutboxRow>> WaitingAsync(int limit, CancellationToken token) => source.QueryAsync(SelectWaiting, new { limit }, token);

    public Task RemoveAsync(IEnumerable<OutboxRow> rows, CancellationToken token) =>
        source.ExecuteAsync(Remove, new { ids = rows.Select(row => row.OutboxId).ToArray() }, token);

    /// <summary>Whether everything was sent to this cluster once.</summary>
    public async Task<bool> WasToldAsync(string cluster, CancellationToken token) =>
        (await source.QueryAsync(SelectCluster, new { cluster }, token)).Count > 0;

    public Task NoteToldAsync(string cluster, DateTimeOffset at, CancellationToken token) =>
        source.ExecuteAsync(InsertCluster, new { cluster, at }, token);
}

/// <summary>One record that waits.</summary>
internal sealed record OutboxRow
{
    public long OutboxId { get; init; }

    public string Topic { get; init; } = "";

    public string Key { get; init; } = "";

    public string Value { get; init; } = "";
}

/// <summary>A cluster that was sent everything.</summary>
internal sealed record ToldClusterRow
{
    public string ClusterId { get; init; } = "";
}
