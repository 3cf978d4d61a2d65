using Microsoft.Extensions.Logging.Abstractions;
using Moderation.Api.Database;
using Moderation.Cli.Host;
using Moderation.Tests.Unit.Supervision;
using Npgsql;

namespace Moderation.Tests.Support;

/// <summary>A PostgreSQL server for one test run: the one in MODERATION_TEST_POSTGRES, else one of the kind that the tool starts, thrown away afterwards.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string Variable = "MODERATION_TEST_POSTGRES";

    private static int _databaseCount;

    private static int _serverCount;

    private readonly string _template = $"moderation_template_{Environment.ProcessId}_{Interlocked.Increment(ref _serverCount)}";
    private TestFolder? _project;
    private ChildLauncher? _launcher;
    private PrivatePostgres? _cluster;
    private string _server = "";

    /// <summary>Why there can be no server here; null when there can.</summary>
    public static string? WhyNot => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } || PostgresBinaries.FindAll().Count > 0
        ? null
        : $"declared: no PostgreSQL: set {Variable} to a connection string that may create databases, or install Debian's package postgresql";

    public async Task InitializeAsync()
    {
        if (WhyNot is not null)
            return;
        _server = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : await StartClusterAsync();
        await ExecuteAsync($"create database {_template}");
        await using var source = NpgsqlDataSource.Create(ConnectionString(_template));
        await new Migrator(source, NullLogger<Migrator>.Instance).RunAsync(Migration.OfThisBuild(), CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        if (WhyNot is not null)
            return;
        NpgsqlConnection.ClearAllPools();
        if (_cluster is null)
            await ExecuteAsync($"drop database if exists {_template} with (force)");
        else
            await _cluster.DisposeAsync();
        _launcher?.Dispose();
        _project?.Dispose();
    }

    /// <summary>A new database: migrated, or empty. Gives its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(bool migrated = true)
    {
        var name = $"moderation_{Environment.ProcessId}_{Interlocked.Increment(ref _databaseCount)}";
        await ExecuteAsync($"create database {name}{(migrated ? $" template {_template}" : "")}");
        return ConnectionString(name);
    }

    /// <summary>Drops a database, whoever is connected.</summary>
    public Task DropDatabaseAsync(string connectionString) =>
        ExecuteAsync($"drop database if exists {new NpgsqlConnectionStringBuilder(connectionString).Database} with (force)");

    private string ConnectionString(string database) => new NpgsqlConnectionStringBuilder(_server) { Database = database }.ConnectionString;

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<string> StartClusterAsync()
    {
        var progress = new RecordedProgress();
        (_project, _launcher) = (new TestFolder(), new ChildLauncher());
        var folder = await PostgresFolder.LocateAsync(_project.Home, progress, CancellationToken.None);
        _cluster = await PrivatePostgres.StartAsync(folder, _project.Home.Log("postgres"), PortOwner.PickFree(), _launcher, progress, CancellationToken.None);
        return _cluster.ConnectionString;
    }
}

/// <summary>Tests that share the server; they run one class after another.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresTests : ICollectionFixture<PostgresServer>
{
    public const string Name = "Postgres";
}

/// <summary>Tests of who asks, who looks and what is told of it; they share a server of their own, so that they run beside the others.</summary>
[CollectionDefinition(Name)]
public sealed class PeopleTests : ICollectionFixture<PostgresServer>
{
    public const string Name = "Postgres of people";
}

/// <summary>A test that needs PostgreSQL: skipped visibly where there is none, failing there in CI.</summary>
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute()
    {
        if (PostgresServer.WhyNot is { } reason && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = reason;
    }
}
