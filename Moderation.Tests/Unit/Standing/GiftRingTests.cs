using Moderation.Api.Standing;

namespace Moderation.Tests.Unit.Standing;

public sealed class GiftRingTests
{
    [Fact]
    public void Fans_who_give_to_a_host_who_gives_to_another_host_are_in_no_ring()
    {
        GiftEdge[] edges = [.. Enumerable.Range(0, 20).Select(i => new GiftEdge($"fan-{i}", "host-1", 100)), new("host-1", "host-2", 500), new("host-2", "host-3", 500)];

        Assert.Equal(0, GiftRings.Of("fan-1", edges, []).Returned);
        Assert.Equal(0, GiftRings.Of("host-1", edges, []).Returned);
        Assert.Empty(GiftRings.Of("host-1", edges, []).Accounts);
    }

    [Fact]
    public void Fans_of_one_host_in_one_team_are_in_no_ring_while_nobody_gives_to_them()
    {
        string[] team = ["host-1", "fan-1", "fan-2", "fan-3"];
        GiftEdge[] edges = [new("fan-1", "host-1", 50), new("fan-2", "host-1", 70), new("fan-3", "host-1", 10), new("host-1", "host-2", 90)];

        Assert.All(team, member => Assert.Equal(0, GiftRings.Of(member, edges, [team]).Returned));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Coins_that_come_back_over_up_to_three_others_are_found_and_bounded_by_the_narrowest_gift(int others)
    {
        var way = (string[])["u", .. Enumerable.Range(1, others).Select(i => $"a{i}"), "u"];
        GiftEdge[] edges = [.. way.Zip(way.Skip(1), (from, to) => new GiftEdge(from, to, from == "a1" ? 60 : 100))];

        var result = GiftRings.Of("u", edges, []);

        Assert.Equal(60, result.Returned);
        Assert.Equal(others + 1, result.Accounts.Count);
        Assert.Equal(0.6, GiftRings.Standing(result, 7, 100)?.ReturnedShare);
    }

    [Fact]
    public void Coins_that_come_back_over_four_others_are_not_looked_for() =>
        Assert.Equal(0, GiftRings.Of("u", [new("u", "a", 9), new("a", "b", 9), new("b", "c", 9), new("c", "d", 9), new("d", "u", 9)], []).Returned);

    [Fact]
    public void Gift_to_one_member_of_the_users_team_comes_back_as_a_gift_from_another()
    {
        GiftEdge[] edges = [new("u", "mate-1", 80), new("mate-2", "u", 50)];

        Assert.Equal(50, GiftRings.Of("u", edges, [["u", "mate-1", "mate-2"]]).Returned);
        Assert.Equal(0, GiftRings.Of("u", edges, [["mate-1"], ["mate-2"]]).Returned);
    }

    [Fact]
    public void Coin_that_could_have_come_back_in_two_ways_counts_once()
    {
        GiftEdge[] edges = [new("u", "a", 100), new("a", "u", 80), new("a", "b", 80), new("b", "u", 80)];

        Assert.Equal(100, GiftRings.Of("u", edges, []).Returned);
    }

    [Fact]
    public void Users_who_sent_nothing_have_no_circulation() => Assert.Null(GiftRings.Standing(new GiftReturn(0, []), 7, 0));
}
