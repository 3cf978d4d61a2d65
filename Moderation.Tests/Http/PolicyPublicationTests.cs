using System.Text.Json;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http;

[Collection(PostgresTests.Name)]
public sealed class PolicyPublicationTests(PostgresServer server)
{
    [PostgresFact]
    public async Task A_broker_that_has_lost_everything_is_told_every_policy_that_decides_again()
    {
        var database = await server.CreateDatabaseAsync();

        var first = await ToldAsync(database);
        var second = await ToldAsync(database);

        Assert.Equal(ShippedSheets.Names, first.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(first.Keys.Order(), second.Keys.Order());
        Assert.All(second.Values, policy =>
        {
            var before = first[policy.Name];
            Assert.Equal((before.Revision, PolicyStage.Live, before.Versions[0].Sheet), (policy.Revision, Assert.Single(policy.Versions).Stage, policy.Versions[0].Sheet));
        });
    }

    /// <summary>Starts the service on a broker of its own, and reads what that broker is told.</summary>
    private static async Task<Dictionary<string, PolicyRecord>> ToldAsync(string database)
    {
        using var kafka = new KafkaFixture();
        kafka.Touch([.. TopicNames.All]);
        await using var app = new ModerationApplication(
            database, kafka.Bootstrap, ("Kafka:GroupPrefix", kafka.Unique), ("Policies:Directory", Path.Combine(Repository.Root, "policies")),
            ("Policies:Calibration", Path.Combine(Repository.Root, "models", "age-evidence", "manifest.json")));
        using var client = app.CreateClient();
        var told = new Dictionary<string, PolicyRecord>(StringComparer.Ordinal);
        kafka.Read(TopicNames.Policies, ShippedSheets.Names.Count, record =>
        {
            var policy = JsonSerializer.Deserialize(record.Message.Value, WireJson.Default.PolicyRecord)!;
            return told.TryAdd(policy.Name, policy);
        });
        return told;
    }
}
