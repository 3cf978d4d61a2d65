using Moderation.Cli.Topics;
using Moderation.Core.Wire;
using Moderation.Tests.Unit.Host;

namespace Moderation.Tests.Unit.Topics;

public sealed class TopicsFileTests
{
    private const string Valid = """
        topics:
          - name: live.chat
            purpose: Chat.
            key: live id
            value: ChatRecord
            partitions: 12
            retention: 24h
            cleanup: delete
            maxMessage: 64 KiB
            owner: platform
            readers: [worker]
        """;

    [Fact]
    public void The_repositorys_file_declares_every_topic_once_with_the_lives_topics_alike()
    {
        var topics = TopicsFile.Load(TestFolder.RepositoryTopicsFile);

        Assert.Equal(TopicNames.All.Order(), topics.Select(topic => topic.Name).Order());
        // one worker owns a live whole only when it is given the same partition of each of these
        var owned = topics.Where(topic => topic.Name.StartsWith("live.", StringComparison.Ordinal) || topic.Name is TopicNames.Signals or TopicNames.LiveState);
        Assert.Single(owned.Select(topic => topic.Partitions).Distinct());
    }

    [Fact]
    public void Units_are_understood()
    {
        var topic = Assert.Single(Parse(Valid));

        Assert.Equal((TimeSpan.FromHours(24), 65536, CleanupPolicies.Delete), (topic.Retention, topic.MaxMessageByteCount, topic.Cleanup));
    }

    [Theory]
    [InlineData("    partitions: 12", "    partitons: 12", 2, "'partitions' is missing")]
    [InlineData("    owner: platform", "    owner: platform\n    colour: red", 11, "unknown field 'colour'")]
    [InlineData("    owner: platform", "    owner: platform\n    owner: api", 11, "uplicate")]
    [InlineData("24h", "24", 7, "'retention' must be")]
    [InlineData("24h", "24 h", 7, "'retention' must be")]
    [InlineData("64 KiB", "64 KB", 9, "'maxMessage' must be")]
    [InlineData("64 KiB", "65536", 9, "'maxMessage' must be")]
    [InlineData("partitions: 12", "partitions: 0", 6, "'partitions' must be")]
    [InlineData("partitions: 12", "partitions: twelve", 6, "'partitions' must be")]
    [InlineData("cleanup: delete", "cleanup: remove", 8, "'cleanup' must be")]
    [InlineData("cleanup: delete", "cleanup: compact", 7, "'retention'")]
    [InlineData("24h", "forever", 7, "'retention'")]
    [InlineData("value: ChatRecord", "value: image bytes", 5, "'value'")]
    [InlineData("[worker]", "[]", 11, "'readers' must be")]
    [InlineData("live.chat", "live/chat", 2, "'name' must be")]
    public void A_mistake_stops_with_its_line(string text, string mistake, int line, string fault)
    {
        var refusal = Assert.Throws<TopicsFileException>(() => Parse(Valid.Replace(text, mistake, StringComparison.Ordinal)));

        Assert.Equal(line, refusal.Line);
        Assert.Contains(fault, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_topic_that_is_declared_twice_stops_with_the_second_ones_line()
    {
        var twice = Valid + "\n" + Valid[(Valid.IndexOf('\n', StringComparison.Ordinal) + 1)..];

        var refusal = Assert.Throws<TopicsFileException>(() => Parse(twice));

        Assert.Equal(12, refusal.Line);
        Assert.Contains("twice", refusal.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<TopicDeclaration> Parse(string text)
    {
        using var reader = new StringReader(text);
        return TopicsFile.Parse(reader, "kafka-topics.yaml");
    }
}
