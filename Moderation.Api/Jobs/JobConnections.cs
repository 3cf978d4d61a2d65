using Hangfire.PostgreSql;
using Npgsql;

namespace Moderation.Api.Jobs;

/// <summary>Gives Hangfire connections out of the service's own pool.</summary>
internal sealed class JobConnections(NpgsqlDataSource source) : IConnectionFactory
{
    public NpgsqlConnection GetOrCreateConnection() => source.CreateConnection();
}
