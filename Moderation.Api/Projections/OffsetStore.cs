using Confluent.Kafka;
using Dapper;
using Moderation.Api.Database;
using Npgsql;

namespace Moderation.Api.Projections;

/// <summary>Up to where each partition is in the tables. The database is the truth; Kafka's own committed offsets only serve outside views of lag.</summary>
internal sealed class OffsetStore(NpgsqlDataSource source)
{
    private static readonly SqlQuery<OffsetRow> Select = new(
        """
        select topic, partition, next_offset
        from projection_offset
        where cluster_id = @cluster and topic = any(@topics)
        """);

    // The rows exist after this, so that the lock below has something to hold.
    private static readonly SqlStatement Ensure = new(
        """
        insert into projection_offset (cluster_id, topic, partition, next_offset)
        select @cluster, t.topic, t.partition, 0
        from unnest(@topics::text[], @partitions::integer[]) as t (topic, partition)
        order by t.topic, t.partition
        on conflict do nothing
        """);

    private static readonly SqlQuery<OffsetRow> LockRows = new(
        """
        select o.topic, o.partition, o.next_offset
        from projection_offset o
        join unnest(@topics::text[], @partitions::integer[]) as t (topic, partition) on o.topic = t.topic and o.partition = t.partition
        where o.cluster_id = @cluster
        order by o.topic, o.partition
        for update of o
        """);

    private static readonly SqlStatement Update = new(
        """
        update projection_offset o
        set next_offset = t.next_offset
        from unnest(@topics::text[], @partitions::integer[], @offsets::bigint[]) as t (topic, partition, next_offset)
        where o.cluster_id = @cluster and o.topic = t.topic and o.partition = t.partition
        """);

    private static readonly SqlStatement Forget = new(
        "delete from projection_offset where cluster_id = @cluster and topic = @topic and partition = @partition");

    /// <summary>Where to go on with each partition; one that is missing has never been read.</summary>
    /// <remarks>Not asynchronous because the client asks for it inside its own callback.</remarks>
    public IReadOnlyDictionary<TopicPartition, long> Read(string cluster, IEnumerable<TopicPartition> partitions)
    {
        using var connection = source.OpenConnection();
        return connection.Query<OffsetRow>(Select.Text, new { cluster, topics = partitions.Select(p => p.Topic).Distinct().ToArray() })
            .ToDictionary(row => row.TopicPartition, row => row.NextOffset);
    }

    /// <summary>Reads the offsets and keeps every other writer off these partitions until the transaction ends.</summary>
    public static async Task<IReadOnlyDictionary<TopicPartition, long>> LockAsync(
        NpgsqlTransaction transaction, string cluster, IReadOnlyCollection<TopicPartition> partitions, CancellationToken token)
    {
        var keys = new
        {
            cluster,
            topics = partitions.Select(p => p.Topic).ToArray(),
            partitions = partitions.Select(p => p.Partition.Value).ToArray(),
        };
        await transaction.ExecuteAsync(Ensure, keys, token);
        return (await transaction.QueryAsync(LockRows, keys, token)).ToDictionary(row => row.TopicPartition, row => row.NextOffset);
    }

    public static Task WriteAsync(
        NpgsqlTransaction transaction, string cluster, IReadOnlyCollection<TopicPartitionOffset> next, CancellationToken token) =>
        transaction.ExecuteAsync(
            Update,
            new
            {
                cluster,
                topics = next.Select(p => p.Topic).ToArray(),
                partitions = next.Select(p => p.Partition.Value).ToArray(),
                offsets = next.Select(p => p.Offset.Value).ToArray(),
            },
            token);

    /// <summary>Forgets a partition whose topic was made anew, so that it is read from its beginning.</summary>
    public void Reset(string cluster, TopicPartition partition)
    {
        using var connection = source.OpenConnection();
        connection.Execute(Forget.Text, new { cluster, topic = partition.Topic, partition = partition.Partition.Value });
    }
}

/// <summary>The offset of one partition.</summary>
internal sealed record OffsetRow
{
    public string Topic { get; init; } = "";

    public int Partition { get; init; }

    public long NextOffset { get; init; }

    public TopicPartition TopicPartition => new(Topic, Partition);
}
