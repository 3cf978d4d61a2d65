using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Moderation.Api.Enforcement.Controls;
using Npgsql;

namespace Moderation.Tests.Unit.Enforcement;

public sealed class ControlStoreTests
{
    [Fact]
    public async Task A_database_that_never_answers_is_waited_for_no_longer_than_a_second()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var source = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={((IPEndPoint)silent.LocalEndpoint).Port};Username=x;Password=y;Timeout=600");
        var time = new FakeTimeProvider();
        var asked = new ControlStore(source, time).KnowsPolicyAsync("minors.host", CancellationToken.None);

        time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(asked.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Null(await asked);
    }
}
