using Microsoft.Extensions.Options;
using Moderation.Core.Wire;

namespace Moderation.Api.Projections;

/// <summary>Makes memberships in the consumer group.</summary>
internal sealed class ProjectionSessions(
    IOptions<KafkaOptions> kafka,
    IOptions<ProjectionOptions> options,
    OffsetStore offsets,
    ProjectionState state,
    ILogger<ProjectionSession> log)
{
    public Task<string> ClusterIdAsync() =>
        options.Value.ClusterId is { } named ? Task.FromResult(named) : KafkaClients.ClusterIdAsync(kafka.Value);

    public ProjectionSession Join(string cluster, IEnumerable<string> topics)
    {
        var session = new ProjectionSession(cluster, kafka.Value, options.Value, offsets, state, log);
        session.Join(topics);
        return session;
    }

    /// <summary>Notes that there is no membership now, and why.</summary>
    public void Failed(string cause) => state.Left($"the projection is interrupted: {cause}");
}
