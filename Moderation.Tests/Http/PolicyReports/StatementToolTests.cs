using Moderation.Tests.Support;

namespace Moderation.Tests.Http.PolicyReports;

/// <summary><c>moderation statements</c> against the running service.</summary>
[Collection(PeopleTests.Name)]
public sealed class StatementToolTests(PostgresServer server) : PolicyFixture(server)
{
    [PostgresFact]
    public async Task Export_is_fetched_in_either_form_and_checks_clean()
    {
        using var folder = new TemporaryFolder();
        App.UseKestrel(0);
        App.StartServer();
        var orders = await App.StoreOrdersAsync(3);
        foreach (var ending in new[] { "zip", "ndjson" })
        {
            var file = Path.Combine(folder.Path, $"out.{ending}");
            var (exported, said) = await StatementTool.RunAsync("export", "--from", "2026-03-01", "--to", "2026-03-02", "--output", file, "--api", $"{App.ClientOptions.BaseAddress}");
            Assert.True(exported == 0, said);
            Assert.Contains("3 statements", said, StringComparison.Ordinal);

            Assert.Equal((0, "3 statements, 0 with faults\n"), await StatementTool.RunAsync("check", file));
        }

        var lines = await File.ReadAllTextAsync(Path.Combine(folder.Path, "out.ndjson"));
        Assert.All(orders, order => Assert.Contains(order.Puid(), lines, StringComparison.Ordinal));
    }
}
