using Confluent.Kafka;
using Moderation.Cli.Host;
using Moderation.Tests.Unit.Supervision;
using Npgsql;

namespace Moderation.Tests.Postgres;

public sealed class WholeHostTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TestFolder _project = new();

    [Fact]
    public async Task Broker_and_database_answer_and_a_second_start_finds_the_database_as_it_was()
    {
        var options = new DevelopmentHostOptions { Home = _project.Home, BrokerPort = PortOwner.PickFree(), PostgresPort = PortOwner.PickFree(), Programs = [] };
        await using (var first = await DevelopmentHost.StartAsync(options, new RecordedProgress(), None))
        {
            Assert.Equal(1, await ExecuteAsync(first, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (1); SELECT n FROM kept"));
            Assert.NotEmpty(Metadata(first).Topics);
        }

        await using var second = await DevelopmentHost.StartAsync(options, new RecordedProgress(), None);

        Assert.Equal(1, await ExecuteAsync(second, "SELECT n FROM kept"));
        Assert.NotEmpty(Metadata(second).Topics);
    }

    public void Dispose() => _project.Dispose();

    private static Metadata Metadata(DevelopmentHost host)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = host.BootstrapServers }).Build();
        return admin.GetMetadata(TimeSpan.FromSeconds(20));
    }

    private static async Task<object?> ExecuteAsync(DevelopmentHost host, string sql)
    {
        await using var connection = new NpgsqlConnection(host.ConnectionString);
        await connection.OpenAsync(None);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(None);
    }
}
