using Confluent.Kafka;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Projections;

/// <summary>What one transaction did with a batch.</summary>
/// <param name="Next">Where each partition of the batch goes on.</param>
/// <param name="FaultCount">How many faults await publication.</param>
internal sealed record WriteResult(IReadOnlyCollection<TopicPartitionOffset> Next, int FaultCount);

/// <summary>Writes one batch: rows, faults and offsets in one transaction, so that each record has its effect once however often it is read.</summary>
internal sealed class ProjectionWriter(
    NpgsqlDataSource source, IEnumerable<IProjector> projectors, ProjectionMetrics metrics, ProjectionNews news, TimeProvider time, ILogger<ProjectionWriter> log)
{
    // Several tables can come out of one topic.
    private readonly ILookup<string, IProjector> _projectors = projectors.ToLookup(projector => projector.Topic);

    public IReadOnlyCollection<string> Topics => [.. _projectors.Select(ofTopic => ofTopic.Key)];

    /// <param name="cluster">Id of the Kafka cluster; offsets of another cluster mean nothing here.</param>
    /// <param name="batch">Records, oldest first in each partition.</param>
    /// <param name="expected">Where the caller believes each partition to be in the database.</param>
    /// <param name="token">Ends the work; nothing is written then.</param>
    /// <exception cref="OffsetsMovedBackException">The database lost what it had: it was restored, or a stand-by took over.</exception>
    public async Task<WriteResult> WriteAsync(
        string cluster, IReadOnlyList<ReadRecord> batch, IReadOnlyDictionary<TopicPartition, long> expected, CancellationToken token)
    {
        var begun = time.GetTimestamp();
        var partitions = batch.Select(record => record.Position.TopicPartition).Distinct().ToList();
        await using var connection = await source.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        var stored = await OffsetStore.LockAsync(transaction, cluster, partitions, token);
        foreach (var partition in partitions)
        {
            if (stored[partition] < expected.GetValueOrDefault(partition))
                throw new OffsetsMovedBackException(partition, expected[partition], stored[partition]);
        }

        var fresh = batch.Where(record => record.Position.Offset.Value >= stored[record.Position.TopicPartition]).ToList();
        metrics.Repeated(batch.Count - fresh.Count);
        var faults = new List<ProjectionFault>();
        foreach (var group in fresh.GroupBy(record => record.Position.Topic))
        {
            foreach (var projector in _projectors[group.Key])
                faults.AddRange(await WriteTopicAsync(projector, [.. group], transaction, token));
        }

        // A record that no projector of its topic can use is one fault.
        faults = [.. faults.DistinctBy(fault => fault.Source.Position)];
        foreach (var fault in faults)
            await FaultStore.InsertAsync(transaction, cluster, fault, time.GetUtcNow(), token);

        var next = batch.GroupBy(record => record.Position.TopicPartition)
            .Select(group => new TopicPartitionOffset(
                group.Key, Math.Max(stored[group.Key], group.Max(record => record.Position.Offset.Value) + 1)))
            .ToList();
        await OffsetStore.WriteAsync(transaction, cluster, next, token);
        await transaction.CommitAsync(token);
        if (fresh.Count > 0)
            news.Tell();
        metrics.Written(fresh, faults, time.GetElapsedTime(begun));
        return new WriteResult(next, faults.Count);
    }

    private async Task<IReadOnlyList<ProjectionFault>> WriteTopicAsync(
        IProjector projector, IReadOnlyList<ReadRecord> records, NpgsqlTransaction transaction, CancellationToken token)
    {
        var faults = new List<ProjectionFault>();
        var usable = new List<(ReadRecord Source, IWireRecord Record)>();
        foreach (var record in records)
        {
            // A tombstone on a compacted topic lets Kafka forget the key; what the tables keep is not its business.
            if (record.Value is null)
                continue;
            var outcome = projector.Read(record.Key, record.Value);
            if (outcome.Record is { } wire)
                usable.Add((record, wire));
            else
                faults.Add(new ProjectionFault(record, outcome.Reason!.Value, outcome.Detail));
        }

        if (usable.Count > 0 && await TryWriteAsync(projector, usable, transaction, token) is not null)
        {
            // The database refuses something in it (text with a zero byte, say): find out which records, and let the others through.
            foreach (var one in usable)
            {
                if (await TryWriteAsync(projector, [one], transaction, token) is { } refusal)
                    faults.Add(new ProjectionFault(one.Source, DeadLetterReason.InvalidRecord, $"the database refused it: SQLSTATE {refusal.SqlState}"));
            }
        }

        foreach (var fault in faults)
            log.RecordRefused(fault.Source.Position, fault.Reason, fault.Detail);
        return faults;
    }

    private static async Task<PostgresException?> TryWriteAsync(
        IProjector projector, IReadOnlyList<(ReadRecord Source, IWireRecord Record)> records, NpgsqlTransaction transaction, CancellationToken token)
    {
        const string Savepoint = "topic";
        await transaction.SaveAsync(Savepoint, token);
        try
        {
            await projector.WriteAsync([.. records.Select(record => record.Record)], transaction, token);
            await transaction.ReleaseAsync(Savepoint, token);
            return null;
        }
        catch (PostgresException e) when (IsAboutTheData(e))
        {
            await transaction.RollbackAsync(Savepoint, token);
            return e;
        }
    }

    // Class 22 is data that does not fit its type, class 23 a broken constraint, 54000 an index row that is too long; everything else is the database's trouble and is tried again.
    private static bool IsAboutTheData(PostgresException e) =>
        e.SqlState.StartsWith("22", StringComparison.Ordinal) || e.SqlState.StartsWith("23", StringComparison.Ordinal)
        || e.SqlState.StartsWith("54", StringComparison.Ordinal);
}
