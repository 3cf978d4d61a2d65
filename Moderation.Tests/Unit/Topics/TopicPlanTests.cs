using Moderation.Cli.Topics;
using Moderation.Tests.Unit.Host;
using Moq;

namespace Moderation.Tests.Unit.Topics;

public sealed class TopicPlanTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly IReadOnlyList<TopicDeclaration> Declared = TopicsFile.Load(TestFolder.RepositoryTopicsFile);
    private static readonly TopicDeclaration Frames = Declared.First(topic => topic.Value == TopicDeclaration.ImageBytes);
    private readonly RecordedProgress _progress = new();

    [Fact]
    public void A_cluster_that_is_as_declared_needs_nothing() =>
        Assert.Empty(TopicPlan.Make(Declared, Declared.ToDictionary(topic => topic.Name, AsDeclared)));

    [Fact]
    public void An_empty_cluster_needs_every_topic() =>
        Assert.Equal(Declared.Select(topic => new CreateTopic(topic)), TopicPlan.Make(Declared, new Dictionary<string, TopicState>()));

    [Fact]
    public void Topics_of_others_are_left_alone()
    {
        var found = new Dictionary<string, TopicState> { [Frames.Name] = AsDeclared(Frames), ["other"] = new("other", 1, new Dictionary<string, string>()) };

        Assert.Empty(TopicPlan.Make([Frames], found));
    }

    [Fact]
    public void A_setting_that_differs_is_told_with_both_values()
    {
        var state = AsDeclared(Frames);
        var found = state with { Settings = new Dictionary<string, string>(state.Settings) { ["retention.ms"] = "604800000" } };

        Assert.Equal([new ChangeSetting(Frames.Name, "retention.ms", "604800000", "900000")], TopicPlan.Make([Frames], new Dictionary<string, TopicState> { [Frames.Name] = found }));
    }

    [Fact]
    public void The_order_of_cleanup_policies_means_nothing()
    {
        var both = Declared.First(topic => topic.Cleanup == (CleanupPolicies.Compact | CleanupPolicies.Delete));
        var state = AsDeclared(both);
        var found = state with { Settings = new Dictionary<string, string>(state.Settings) { ["cleanup.policy"] = "delete,compact" } };

        Assert.Empty(TopicPlan.Make([both], new Dictionary<string, TopicState> { [both.Name] = found }));
    }

    [Fact]
    public async Task Partitions_grow_only_when_asked_to()
    {
        ChangePartitions change = new(Frames.Name, 6, 12);
        var admin = new Mock<ITopicAdmin>();

        var left = await new TopicProvisioning(admin.Object, new TopicProvisioningOptions(-1, GrowPartitions: false, DryRun: false), _progress).ApplyAsync([change], None);
        Assert.Equal([change], left);
        admin.Verify(a => a.GrowAsync(It.IsAny<string>(), It.IsAny<int>(), None), Times.Never);

        left = await new TopicProvisioning(admin.Object, new TopicProvisioningOptions(-1, GrowPartitions: true, DryRun: false), _progress).ApplyAsync([change], None);
        Assert.Empty(left);
        admin.Verify(a => a.GrowAsync(Frames.Name, 12, None), Times.Once);
    }

    [Fact]
    public async Task Partitions_never_shrink()
    {
        ChangePartitions change = new(Frames.Name, 24, 12);
        var admin = new Mock<ITopicAdmin>(MockBehavior.Strict);

        var left = await new TopicProvisioning(admin.Object, new TopicProvisioningOptions(-1, GrowPartitions: true, DryRun: false), _progress).ApplyAsync([change], None);

        Assert.Equal([change], left);
    }

    [Fact]
    public async Task Applying_creates_with_the_replication_asked_for_and_sets_a_topics_settings_at_once()
    {
        var admin = new Mock<ITopicAdmin>();
        TopicChange[] plan = [new CreateTopic(Declared[0]), new ChangeSetting(Frames.Name, "retention.ms", "1", "2"), new ChangeSetting(Frames.Name, "segment.ms", "3", "4")];

        await new TopicProvisioning(admin.Object, new TopicProvisioningOptions(3, GrowPartitions: false, DryRun: false), _progress).ApplyAsync(plan, None);

        admin.Verify(a => a.CreateAsync(Declared[0], 3, None), Times.Once);
        admin.Verify(a => a.SetAsync(Frames.Name, It.Is<IReadOnlyDictionary<string, string>>(s => s.Count == 2 && s["segment.ms"] == "4"), None), Times.Once);
    }

    [Fact]
    public async Task A_dry_run_changes_nothing_and_tells_everything()
    {
        var admin = new Mock<ITopicAdmin>(MockBehavior.Strict);
        var plan = TopicPlan.Make(Declared, new Dictionary<string, TopicState>());

        await new TopicProvisioning(admin.Object, new TopicProvisioningOptions(-1, GrowPartitions: false, DryRun: true), _progress).ApplyAsync(plan, None);

        Assert.Equal(Declared.Count, _progress.Lines.Count(line => line.StartsWith("would do: ", StringComparison.Ordinal)));
    }

    private static TopicState AsDeclared(TopicDeclaration topic) => new(topic.Name, topic.Partitions, TopicSettings.Of(topic));
}
