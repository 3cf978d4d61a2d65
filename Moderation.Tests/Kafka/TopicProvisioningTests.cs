using Moderation.Cli;
using Moderation.Cli.Broker;
using Moderation.Cli.Topics;
using Moderation.Tests.Unit.Host;

namespace Moderation.Tests.Kafka;

public sealed class TopicProvisioningTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly IReadOnlyList<TopicDeclaration> Declared = TopicsFile.Load(TestFolder.RepositoryTopicsFile);

    [Fact]
    public async Task The_embedded_broker_is_told_from_a_cluster_that_can_be_administered()
    {
        await using var broker = EmbeddedBroker.Start(0, Declared);
        using var admin = new KafkaTopicAdmin(broker.BootstrapServers, Patience);

        var refusal = await Assert.ThrowsAsync<ToolException>(() => admin.DescribeAsync([.. Declared.Select(topic => topic.Name)], None));

        Assert.Contains("not to administration", refusal.Message, StringComparison.Ordinal);
    }

    [RealBrokerFact]
    public async Task What_was_applied_is_no_difference_any_more()
    {
        // names of this run's own, so that a shared broker can be used again
        var prefix = $"t{Guid.CreateVersion7():N}.";
        var declared = Declared.Select(topic => topic with { Name = prefix + topic.Name }).ToArray();
        string[] names = [.. declared.Select(topic => topic.Name)];
        using var admin = new KafkaTopicAdmin(RealBrokerFactAttribute.Bootstrap!, Patience);
        var provisioning = new TopicProvisioning(admin, new TopicProvisioningOptions(-1, GrowPartitions: false, DryRun: false), new RecordedProgress());

        var left = await provisioning.ApplyAsync(TopicPlan.Make(declared, await admin.DescribeAsync(names, None)), None);

        Assert.Empty(left);
        await Deadline.UntilAsync(() => admin.DescribeAsync(names, None), found => found.Count == names.Length, Patience, "the created topics");
        Assert.Empty(TopicPlan.Make(declared, await admin.DescribeAsync(names, None)));
    }
}
