using Moderation.Cli;
using Moderation.Cli.Demo.Gifts;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Demo;

public sealed class GiftFileTests : IDisposable
{
    private const string Good = """
        again: 60
        raises: [money.burst_spending]
        viewers: [ann, bob]
        strangers: [whale]
        gifts:
          - { at: 5, by: ann, to: host, coins: 30, amount: 0.39 EUR }
          - { at: 8, by: whale, to: guest, coins: 1000, amount: 13.5 USD, every: 2.5, times: 3 }
        flags:
          - { at: 9, by: bob, about: host, reason: under_age }
          - { at: 30, by: ann, about: live, reason: spam, trusted: true }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_good_file_is_read_in_order_of_time_with_every_repetition()
    {
        var script = Read(Good);

        Assert.Equal(60, script.AgainSeconds);
        Assert.Equal(["money.burst_spending"], script.Raises);
        Assert.Equal(["whale"], script.Strangers);
        Assert.Equal(
            [
                new ScriptGift(5, "ann", "host", 30, 39, "EUR"),
                new ScriptGift(8, "whale", "guest", 1000, 1350, "USD"),
                new ScriptFlag(9, "bob", "host", "under_age", Trusted: false),
                new ScriptGift(10.5, "whale", "guest", 1000, 1350, "USD"),
                new ScriptGift(13, "whale", "guest", 1000, 1350, "USD"),
                new ScriptFlag(30, "ann", null, "spam", Trusted: true),
            ],
            script.Happenings);
    }

    [Fact]
    public void What_begins_again_goes_on_without_end_and_what_does_not_happens_once()
    {
        Assert.Equal([5, 8, 9, 10.5, 13, 30, 65, 68], Read(Good).Timeline().Take(8).Select(happening => happening.AtSecond));
        Assert.Equal(6, Read(Good.Replace("again: 60\n", "", StringComparison.Ordinal)).Timeline().Count());
    }

    [Theory]
    [InlineData("again: 60", "again: often", 1, "again must be a whole number from 1 to 600")]
    [InlineData("[ann, bob]", "[ann, host]", 1, "viewer host: the name becomes part of an account's id")]
    [InlineData("[ann, bob]", "[ann, a b]", 1, "viewer a b: the name becomes part of an account's id")]
    [InlineData("by: ann, to: host", "by: anne, to: host", 6, "anne is none of the viewers")]
    [InlineData("to: guest", "to: gast", 7, "gast is not on screen")]
    [InlineData("coins: 30", "coins: 0", 6, "coins must be a whole number from 1 to 1000000")]
    [InlineData("0.39 EUR", "0.39", 6, "amount is a price and its currency")]
    [InlineData("0.39 EUR", "0.399 EUR", 6, "amount is a price and its currency")]
    [InlineData("0.39 EUR", "-1 EUR", 6, "amount is a price and its currency")]
    [InlineData("at: 5", "at: 60", 6, "it would happen at second 60 or later")]
    [InlineData("every: 2.5, times: 3", "times: 3", 7, "every is missing")]
    [InlineData("times: 3", "times: 30", 7, "the last one would be given at second 60 or later")]
    [InlineData("about: live", "about: dead", 10, "dead is not on screen")]
    [InlineData("reason: spam", "reason: too much", 10, "reason is a code")]
    [InlineData("trusted: true", "trusted: very", 10, "trusted must be true or false")]
    [InlineData("trusted: true", "trust: true", 10, "unknown field trust")]
    public void A_fault_is_named_with_its_file_and_line(string good, string bad, int line, string what)
    {
        var fault = Assert.Throws<ToolException>(() => Read(Good.Replace(good, bad, StringComparison.Ordinal)));

        Assert.StartsWith($"evening.yaml line {line}: {what}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_which_nothing_happens_is_refused() =>
        Assert.Contains("neither a gift nor a flag", Assert.Throws<ToolException>(() => Read("viewers: [ann]")).Message, StringComparison.Ordinal);

    private GiftScript Read(string text)
    {
        File.WriteAllText(_folder.File("evening.yaml"), text);
        return GiftFile.Read(_folder.File("evening.yaml"), ["host", "guest"]);
    }
}
