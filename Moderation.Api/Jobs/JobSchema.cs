using Hangfire.PostgreSql;
using Moderation.Api.Database;
using Npgsql;

namespace Moderation.Api.Jobs;

/// <summary>Prepares Hangfire's own schema in the service's database.</summary>
internal sealed class JobSchema(NpgsqlDataSource source)
{
    public const string Name = "hangfire";

    // Two that start at once must not both install it. Any number will do, as long as every build uses the same one.
    private const long LockKey = 0x6d6f64_6a6f62;

    private static readonly SqlStatement Lock = new("select pg_advisory_lock(@key)");
    private static readonly SqlStatement Unlock = new("select pg_advisory_unlock(@key)");

    /// <summary>Brings the schema to the form that this build's Hangfire needs.</summary>
    public async Task PrepareAsync(CancellationToken token)
    {
        await using var holder = await source.OpenConnectionAsync(token);
        await holder.ExecuteAsync(Lock, new { key = LockKey }, token);
        try
        {
            await using var connection = await source.OpenConnectionAsync(token);
            PostgreSqlObjectsInstaller.Install(connection, Name);
        }
        finally
        {
            if (holder.FullState == System.Data.ConnectionState.Open)
                await holder.ExecuteAsync(Unlock, new { key = LockKey }, CancellationToken.None);
        }
    }
}
