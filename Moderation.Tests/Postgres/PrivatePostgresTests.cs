using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Moderation.Cli;
using Moderation.Cli.Host;
using Moderation.Tests.Unit.Supervision;
using Npgsql;

namespace Moderation.Tests.Postgres;

public sealed class PrivatePostgresTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TestFolder _project = new();
    private readonly ChildLauncher _launcher = new();
    private readonly RecordedProgress _progress = new();

    [Fact]
    public async Task What_was_written_is_there_after_a_stop_and_a_second_start()
    {
        await using (var first = await StartAsync())
            await ExecuteAsync(first, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (41)");

        await using var second = await StartAsync();

        Assert.Equal(41, await ExecuteAsync(second, "SELECT n FROM kept"));
    }

    [Fact]
    public async Task A_database_that_begins_fresh_is_empty_at_each_start_and_the_one_beside_it_is_kept()
    {
        var fresh = new PrivateDatabase("moderation_fresh", IsFresh: true);
        await using (var first = await StartAsync())
            await ExecuteAsync(first, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (41)");
        await using (var second = await StartAsync(PortOwner.PickFree(), fresh))
            await ExecuteAsync(second, "CREATE TABLE gone (n int)");

        await using (var third = await StartAsync(PortOwner.PickFree(), fresh))
            Assert.Equal(0L, await ExecuteAsync(third, "SELECT count(*) FROM information_schema.tables WHERE table_name IN ('gone', 'kept')"));

        await using var fourth = await StartAsync();
        Assert.Equal(41, await ExecuteAsync(fourth, "SELECT n FROM kept"));
    }

    [Fact]
    public async Task It_listens_on_loopback_only_and_asks_for_the_password()
    {
        await using var server = await StartAsync();
        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "guess", Pooling = false }.ConnectionString;
        await using var connection = new NpgsqlConnection(wrong);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync(None));

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refusal.SqlState);
        Assert.Equal("127.0.0.1", await ExecuteAsync(server, "SHOW listen_addresses"));
        Assert.Equal("", await ExecuteAsync(server, "SHOW unix_socket_directories"));
        Assert.Equal("on", await ExecuteAsync(server, "SHOW fsync"));
    }

    [Fact]
    public async Task The_password_file_can_be_read_by_its_owner_only()
    {
        await using var server = await StartAsync();

        var mode = await CommandLine.RunAsync(["stat", "-c", "%a", (await FolderAsync()).PasswordFile], None);

        Assert.Equal("600", mode.Output);
    }

    [Fact]
    public async Task A_killed_server_is_recovered_with_what_it_had_committed()
    {
        await using (var first = await StartAsync())
        {
            await ExecuteAsync(first, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)");
            Signals.Send(first.Server.Identity.Pid, Signal.Kill);
            await first.Server.Exited;
        }

        await using var second = await StartAsync();

        Assert.Equal(7, await ExecuteAsync(second, "SELECT n FROM kept"));
    }

    [Fact]
    public async Task A_note_of_a_server_whose_number_another_process_has_is_removed()
    {
        await using (await StartAsync())
        {
        }

        var folder = await FolderAsync();
        await File.WriteAllTextAsync(folder.ServerPidFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");

        await using var second = await StartAsync();

        Assert.Equal(1, await ExecuteAsync(second, "SELECT 1"));
    }

    [Fact]
    public async Task A_server_that_an_earlier_run_left_is_stopped_first()
    {
        var left = await StartAsync();

        await using var second = await StartAsync();

        Assert.True(left.Server.Exited.IsCompleted);
        Assert.Equal(1, await ExecuteAsync(second, "SELECT 1"));
        Assert.Contains(_progress.Lines, line => line.Contains("earlier run", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_was_left_half_made_is_made_anew()
    {
        var folder = await FolderAsync();
        Directory.CreateDirectory(folder.Data);
        await File.WriteAllTextAsync(Path.Combine(folder.Data, "postgresql.conf"), "");

        await using var server = await StartAsync();

        Assert.Equal(1, await ExecuteAsync(server, "SELECT 1"));
        Assert.Contains(_progress.Lines, line => line.Contains("half-made", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Data_of_another_major_version_is_explained_and_left_alone()
    {
        var folder = await FolderAsync();
        Directory.CreateDirectory(folder.Data);
        await File.WriteAllTextAsync(Path.Combine(folder.Data, "PG_VERSION"), "9\n");

        var refusal = await Assert.ThrowsAsync<ToolException>(StartAsync);

        Assert.Contains("made by PostgreSQL 9", refusal.Message, StringComparison.Ordinal);
        Assert.True(Directory.Exists(folder.Data));
    }

    [Fact]
    public async Task A_taken_port_is_named_with_its_owner_and_the_next_free_one_used()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await using var server = await StartAsync(port);

        Assert.NotEqual(port, server.Port);
        Assert.Contains(_progress.Lines, line => line.Contains($"process {Environment.ProcessId}", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _launcher.Dispose();
        _project.Dispose();
    }

    private Task<PrivatePostgres> StartAsync() => StartAsync(PortOwner.PickFree());

    private async Task<PrivatePostgres> StartAsync(int port, PrivateDatabase? database = null) =>
        await PrivatePostgres.StartAsync(await FolderAsync(), _project.Home.Log("postgres"), port, _launcher, _progress, None, database);

    private Task<PostgresFolder> FolderAsync() => PostgresFolder.LocateAsync(_project.Home, _progress, None);

    private static async Task<object?> ExecuteAsync(PrivatePostgres server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(None);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(None);
    }
}
