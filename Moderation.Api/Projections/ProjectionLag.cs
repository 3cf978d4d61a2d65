using Confluent.Kafka;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Moderation.Api.Access;
using Moderation.Core.Access;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Projections;

/// <summary>How far the tables are behind the topics.</summary>
/// <param name="Trouble">Why it is not known, or why nothing is projected here; null when nothing is wrong.</param>
/// <param name="Partitions">Every partition of the topics that are projected, in order; empty while the broker does not answer.</param>
public sealed record ProjectionLagResponse(string? Trouble, IReadOnlyList<PartitionLag> Partitions);

/// <summary>How far the tables are behind one partition.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Written">Offset of the next record that will be written; null while none ever was.</param>
/// <param name="End">Offset after the last record on the broker; null when that could not be asked.</param>
/// <param name="Lag">How many records are not written yet; null when that is not known.</param>
/// <param name="IsMine">Whether the process that answers projects it; another one may.</param>
public sealed record PartitionLag(string Topic, int Partition, long? Written, long? End, long? Lag, bool IsMine);

/// <summary>Compares what is in the tables with what the broker holds. Asks both each time; unknown is not zero.</summary>
internal sealed class ProjectionLag(
    IOptions<KafkaOptions> kafka, ProjectionWriter writer, ProjectionSessions sessions, OffsetStore offsets, ProjectionState state, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<ProjectionLagResponse> ReadAsync(CancellationToken token)
    {
        try
        {
            var cluster = await sessions.ClusterIdAsync().WaitAsync(Patience, time, token);
            return await Task.Run(() => Read(cluster, token), token);
        }
        catch (Exception e) when (e is KafkaException or TimeoutException or NpgsqlException)
        {
            return new ProjectionLagResponse(e.Message, []);
        }
    }

    private ProjectionLagResponse Read(string cluster, CancellationToken token)
    {
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(KafkaClients.Follower(kafka.Value)).SetErrorHandler((_, _) => { }).SetLogHandler((_, _) => { }).Build();
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var topics = writer.Topics.ToHashSet();
        var partitions = KafkaClients.Ask(wait => admin.GetMetadata(wait), Patience, token).Topics.Where(topic => topics.Contains(topic.Topic))
            .SelectMany(topic => topic.Partitions.Select(partition => new TopicPartition(topic.Topic, partition.PartitionId)))
            .OrderBy(partition => partition.Topic, StringComparer.Ordinal).ThenBy(partition => partition.Partition.Value).ToList();
        var written = offsets.Read(cluster, partitions);
        return new ProjectionLagResponse(state.Trouble, [.. partitions.Select(partition =>
        {
            token.ThrowIfCancellationRequested();
            var marks = consumer.QueryWatermarkOffsets(partition, Patience);
            long? next = written.TryGetValue(partition, out var offset) ? offset : null;
            // What the broker has dropped cannot be written any more, and a partition that was never read is behind by all that it holds.
            return new PartitionLag(partition.Topic, partition.Partition.Value, next, marks.High.Value, Math.Max(0, marks.High.Value - Math.Max(next ?? 0, marks.Low.Value)), state.Assigned?.Contains(partition) == true);
        })]);
    }
}

internal static class ProjectionLagEndpoints
{
    public static void MapProjectionLag(this IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/v1/projections", async Task<Ok<ProjectionLagResponse>> (ProjectionLag lag, CancellationToken token) => TypedResults.Ok(await lag.ReadAsync(token)))
        .Requires(Permission.Metrics)
        .WithTags("Projections")
        .WithName("GetProjections")
        .WithSummary("How far the tables are behind the topics, partition by partition. What cannot be asked is null, not zero.");
}
