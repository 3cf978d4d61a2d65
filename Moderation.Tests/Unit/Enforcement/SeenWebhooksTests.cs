using Moderation.Api.Enforcement.Receipts;

namespace Moderation.Tests.Unit.Enforcement;

public sealed class SeenWebhooksTests
{
    [Fact]
    public void The_newest_are_remembered_and_no_more_than_there_is_room_for()
    {
        var seen = new SeenWebhooks(3);
        foreach (var id in new[] { "a", "b", "b", "b", "c", "d" })
            seen.Add(id);

        Assert.Equal([false, true, true, true], new[] { "a", "b", "c", "d" }.Select(seen.Contains));
    }

    [Fact]
    public void One_that_was_forgotten_can_be_remembered_anew()
    {
        var seen = new SeenWebhooks(1);
        foreach (var id in new[] { "a", "b", "a" })
            seen.Add(id);

        Assert.True(seen.Contains("a"));
        Assert.False(seen.Contains("b"));
    }
}
