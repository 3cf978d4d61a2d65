using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Moderation.Cli.Host;

/// <summary>A database of the private server.</summary>
/// <param name="Name">Its name; small letters and underscores.</param>
/// <param name="IsFresh">Whether it begins empty at each start, whatever the run before left in it.</param>
internal sealed record PrivateDatabase(string Name, bool IsFresh)
{
    public static PrivateDatabase Default { get; } = new("moderation", IsFresh: false);
}

/// <summary>A PostgreSQL server of this project alone: own data folder, own password, loopback only, no Unix socket.</summary>
internal sealed class PrivatePostgres : IAsyncDisposable
{
    public const string ProgramName = "postgres";
    public const int DefaultPort = 15432;
    public const string UserName = "moderation";
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private readonly ChildProcess _server;

    private PrivatePostgres(ChildProcess server, int port, string connectionString)
    {
        _server = server;
        Port = port;
        ConnectionString = connectionString;
    }

    public int Port { get; }

    /// <summary>With the password: never shown or logged.</summary>
    public string ConnectionString { get; }

    public ChildProcess Server => _server;

    /// <exception cref="ToolException">It cannot run; the message says why and what to do.</exception>
    public static async Task<PrivatePostgres> StartAsync(
        PostgresFolder folder, ChildLog log, int port, ChildLauncher launcher, IProgress<string> progress, CancellationToken ct, PrivateDatabase? database = null)
    {
        var (name, isFresh) = database ?? PrivateDatabase.Default;
        var clock = Stopwatch.StartNew();
        var binaries = PostgresBinaries.Pick(PostgresBinaries.FindAll(), folder.Major, folder.Data);
        await folder.InitialiseAsync(binaries, progress, ct);
        await ClearLeftoverAsync(folder, progress, ct);
        var free = PortOwner.PickFrom(port, ProgramName, progress);
        var server = await ChildProcess.StartAsync(Program(folder, binaries, free, log), launcher);
        try
        {
            var connectionString = new NpgsqlConnectionStringBuilder
            {
                Host = "127.0.0.1",
                Port = free,
                Username = UserName,
                Database = name,
                Password = (await File.ReadAllTextAsync(folder.PasswordFile, ct)).Trim(),
            }.ConnectionString;
            await CreateDatabaseAsync(server, connectionString, isFresh, ct);
            progress.Report($"postgres: PostgreSQL {binaries.Major} on 127.0.0.1:{free}, data in {folder.Data} ({clock.Elapsed.TotalSeconds:0.0} s)");
            return new PrivatePostgres(server, free, connectionString);
        }
        catch (Exception)
        {
            await server.StopAsync(StopPatience);
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await _server.StopAsync(StopPatience);
        await _server.DisposeAsync();
    }

    private static ChildProgram Program(PostgresFolder folder, PostgresBinaries binaries, int port, ChildLog log) => new()
    {
        Name = ProgramName,
        FileName = binaries.Server,
        Arguments =
        [
            "-D", folder.Data, "-p", port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1",
            "-c", "unix_socket_directories=", "-c", "fsync=on",
        ],
        WorkingFolder = folder.Root,
        Log = log,
        User = folder.User,
        // PostgreSQL's "fast": ends sessions and writes a checkpoint. Its answer to SIGTERM would wait for every client to leave.
        StopSignal = Signal.Interrupt,
        ParentDeathSignal = Signal.Interrupt,
    };

    /// <summary>Waits for, or stops, a server of a host that was killed; removes the note of one that is gone.</summary>
    private static async Task ClearLeftoverAsync(PostgresFolder folder, IProgress<string> progress, CancellationToken ct)
    {
        if (folder.ReadServerPid() is not { } pid)
            return;
        // after a restart of the machine or container another process may have the number; PostgreSQL itself would take it for a server
        var isServer = ProcessIdentity.CommandLine(pid).Contains(folder.Data, StringComparison.Ordinal);
        if (isServer && ProcessIdentity.Of(pid) is { } server)
        {
            progress.Report($"postgres: a server of an earlier run still holds {folder.Data} (process {pid}); it is stopped");
            Signals.Send(pid, Signal.Interrupt);
            var clock = Stopwatch.StartNew();
            while (server.IsAlive())
            {
                if (clock.Elapsed > StopPatience)
                    throw new ToolException($"process {pid} holds {folder.Data} and does not stop: kill -QUIT {pid}");
                await Task.Delay(PollInterval, ct);
            }
        }

        if (folder.ReadServerPid() == pid)
        {
            progress.Report($"postgres: the server of process {pid} ended without tidying up; the data is recovered");
            File.Delete(folder.ServerPidFile);
        }
    }

    private static async Task CreateDatabaseAsync(ChildProcess server, string connectionString, bool isFresh, CancellationToken ct)
    {
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database!;
        var maintenance = new NpgsqlConnectionStringBuilder(connectionString) { Database = "postgres", Pooling = false }.ConnectionString;
        await using var connection = await ConnectAsync(server, maintenance, ct);
        if (isFresh)
        {
            await using var drop = new NpgsqlCommand($"DROP DATABASE IF EXISTS {name} WITH (FORCE)", connection);
            await drop.ExecuteNonQueryAsync(ct);
        }

        await using var exists = new NpgsqlCommand("SELECT count(*) FROM pg_database WHERE datname = $1", connection);
        exists.Parameters.AddWithValue(name);
        if (await exists.ExecuteScalarAsync(ct) is > 0L)
            return;
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await create.ExecuteNonQueryAsync(ct);
    }

    private static async Task<NpgsqlConnection> ConnectAsync(ChildProcess server, string connectionString, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var connection = new NpgsqlConnection(connectionString);
            try
            {
                await connection.OpenAsync(ct);
                return connection;
            }
            catch (NpgsqlException e) when (e is not PostgresException { SqlState: not PostgresErrorCodes.CannotConnectNow })
            {
                await connection.DisposeAsync();
                if (server.Exited.IsCompleted)
                    throw new ToolException($"postgres ended at its start; {server.Log.Path} ends with:\n{string.Join('\n', server.Log.Tail(8))}", e);
                if (clock.Elapsed > StartPatience)
                    throw new ToolException($"postgres does not answer after {StartPatience.TotalSeconds:0} s, see {server.Log.Path}", e);
            }

            await Task.Delay(PollInterval, ct);
        }
    }
}
