using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Moderation.Api.Database;
using Npgsql;

namespace Moderation.Tests.Support;

/// <summary>A PostgreSQL server for one test run: the one in MODERATION_TEST_POSTGRES, else a private cluster that is thrown away.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string Variable = "MODERATION_TEST_POSTGRES";

    private static int _databaseCount;

    private readonly string _template = $"moderation_template_{Environment.ProcessId}";
    private string? _folder;
    private string _server = "";

    /// <summary>Why there can be no server here; null when there can.</summary>
    public static string? WhyNot => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } || BinFolder() is not null
        ? null
        : $"no PostgreSQL: set {Variable} to a connection string that may create databases, or install Debian's package postgresql";

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
        if (_folder is null)
        {
            await ExecuteAsync($"drop database if exists {_template} with (force)");
            return;
        }

        await RunAsync(Path.Combine(BinFolder()!, "pg_ctl"), "-D", Path.Combine(_folder, "data"), "-m", "immediate", "stop");
        Directory.Delete(_folder, recursive: true);
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
        var bin = BinFolder()!;
        _folder = Directory.CreateTempSubdirectory("moderation-postgres-").FullName;
        var (data, password) = (Path.Combine(_folder, "data"), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        await File.WriteAllTextAsync(Path.Combine(_folder, "password"), password);
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", false, "-R", "postgres:postgres", _folder);
        await RunAsync(
            Path.Combine(bin, "initdb"), "-D", data, "-U", "moderation", "-A", "scram-sha-256", "--pwfile", Path.Combine(_folder, "password"),
            "--no-sync", "-E", "UTF8", "--locale", "C.UTF-8");
        var port = FreePort();
        await RunAsync(
            Path.Combine(bin, "pg_ctl"), "-w", "-D", data, "-l", Path.Combine(_folder, "log"), "-o",
            $"-p {port} -c listen_addresses=127.0.0.1 -k {_folder} -c fsync=off", "start");
        return $"Host=127.0.0.1;Port={port};Username=moderation;Password={password};Database=postgres";
    }

    private static Task RunAsync(string file, params string[] arguments) => RunAsync(file, true, arguments);

    // PostgreSQL refuses to run as root.
    private static async Task RunAsync(string file, bool asPostgres, params string[] arguments)
    {
        string[] prefix = asPostgres && Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
            : [];
        string[] line = [.. prefix, file, .. arguments];
        using var process = Process.Start(new ProcessStartInfo(line[0], line[1..]) { WorkingDirectory = "/", RedirectStandardOutput = true })!;
        // The server inherits the pipe, so waiting for its end would wait for the server.
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{Path.GetFileName(file)} ended with {process.ExitCode}");
    }

    private static string? BinFolder() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql")
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin"))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
        : null;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>Tests that share the server; they run one class after another.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresTests : ICollectionFixture<PostgresServer>
{
    public const string Name = "Postgres";
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
