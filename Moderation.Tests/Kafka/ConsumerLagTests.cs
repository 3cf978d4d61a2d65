using Moderation.Cli.Host;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Kafka;

public sealed class ConsumerLagTests
{
    [Fact]
    public async Task What_a_group_has_not_committed_is_its_lag()
    {
        using var kafka = new KafkaFixture();
        kafka.Touch([.. TopicNames.All]);
        var before = kafka.CountIn(TopicNames.Sessions);
        for (var n = 0; n < 3; n++)
            await kafka.SendAsync(TopicNames.Sessions, [(byte)n], [1]);

        var lag = ConsumerLag.Read(kafka.Bootstrap, kafka.Unique)!.Single(lag => lag.Topic == TopicNames.Sessions);

        Assert.Equal(new GroupLag($"{kafka.Unique}.scorer.sessions", TopicNames.Sessions, before + 3), lag);
    }

    [Fact]
    public void Without_a_broker_the_lag_is_unknown_and_not_zero()
    {
        Assert.Null(ConsumerLag.Read("127.0.0.1:1", "nobody"));
    }
}
