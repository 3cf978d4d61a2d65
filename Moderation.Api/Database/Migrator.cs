using Dapper;
using Moderation.Api.Hosting;
using Npgsql;

namespace Moderation.Api.Database;

/// <summary>Brings the schema forward to this build. Several may run at once: one works, the others wait and find nothing to do.</summary>
internal sealed class Migrator(NpgsqlDataSource source, ILogger<Migrator> log)
{
    // Any number will do, as long as every build uses the same one.
    private const long LockKey = 0x6d6f64_6d6967;

    private static readonly SqlStatement Lock = new("select pg_advisory_lock(@key)");
    private static readonly SqlStatement Unlock = new("select pg_advisory_unlock(@key)");

    private static readonly SqlStatement CreateHistory = new(
        """
        create table if not exists schema_migration (
          number integer primary key,
          name text not null,
          checksum text not null,
          applied_at timestamptz not null default now()
        )
        """);

    /// <summary>Runs what is missing, each step in its own transaction.</summary>
    /// <returns>How many steps were run.</returns>
    /// <exception cref="StartRefusedException">The database holds a step that this build does not know or knows with another text.</exception>
    public async Task<int> RunAsync(IReadOnlyList<Migration> migrations, CancellationToken token)
    {
        // One connection for all: the lock belongs to it, and the server frees it when the connection breaks.
        await using var connection = await source.OpenConnectionAsync(token);
        await ExecuteAsync(connection, Lock, new { key = LockKey }, null, token);
        try
        {
            await ExecuteAsync(connection, CreateHistory, new { }, null, token);
            var applied = (await connection.QueryAsync<MigrationRow>(
                new CommandDefinition(MigrationRow.SelectAll.Text, cancellationToken: token))).ToList();
            Check(applied, migrations);
            foreach (var migration in migrations.Skip(applied.Count))
                await ApplyAsync(connection, migration, token);
            return migrations.Count - applied.Count;
        }
        finally
        {
            if (connection.FullState == System.Data.ConnectionState.Open)
                await ExecuteAsync(connection, Unlock, new { key = LockKey }, null, CancellationToken.None);
        }
    }

    private static void Check(List<MigrationRow> applied, IReadOnlyList<Migration> migrations)
    {
        if (applied.Count > migrations.Count)
        {
            throw new StartRefusedException(
                $"the database is newer than this build: it has {applied[^1].Name}, this build ends with {migrations[^1].Name}");
        }

        foreach (var (row, migration) in applied.Zip(migrations))
        {
            if (row.Number != migration.Number || row.Checksum != migration.Checksum)
            {
                throw new StartRefusedException(
                    $"migration {migration.Name} was changed after the database ran it as {row.Name} "
                    + $"(checksum {row.Checksum[..12]} there, {migration.Checksum[..12]} here): restore the file and add a new one");
            }
        }
    }

    private async Task ApplyAsync(NpgsqlConnection connection, Migration migration, CancellationToken token)
    {
        await using var transaction = await connection.BeginTransactionAsync(token);
        await ExecuteAsync(connection, new SqlStatement(migration.Text), new { }, transaction, token);
        await ExecuteAsync(connection, MigrationRow.Insert, new { migration.Number, migration.Name, migration.Checksum }, transaction, token);
        await transaction.CommitAsync(token);
        log.Migrated(migration.Name);
    }

    private static Task<int> ExecuteAsync(
        NpgsqlConnection connection, SqlStatement statement, object parameters, NpgsqlTransaction? transaction, CancellationToken token) =>
        connection.ExecuteAsync(new CommandDefinition(statement.Text, parameters, transaction, commandTimeout: 0, cancellationToken: token));
}

/// <summary>A step that the database has run.</summary>
internal sealed record MigrationRow
{
    public static readonly SqlQuery<MigrationRow> SelectAll = new("select number, name, checksum from schema_migration order by number");

    public static readonly SqlStatement Insert = new(
        "insert into schema_migration (number, name, checksum) values (@Number, @Name, @Checksum)");

    public int Number { get; init; }

    public string Name { get; init; } = "";

    public string Checksum { get; init; } = "";
}
