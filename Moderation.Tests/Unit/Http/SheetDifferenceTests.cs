using Moderation.Api.Policies;

namespace Moderation.Tests.Unit.Http;

public sealed class SheetDifferenceTests
{
    [Fact]
    public void Same_sheets_do_not_differ() => Assert.Empty(Changes("""{"a":[1,{"b":2}]}""", """{"a":[1,{"b":2}]}"""));

    [Fact]
    public void Rungs_are_compared_by_their_names_wherever_they_stand()
    {
        const string Before = """{"cooldown":"10m","ladder":[{"rung":"report","when":"x >= 1"},{"rung":"cut","when":"x >= 3"}]}""";
        const string After = """{"cooldown":"10m","ladder":[{"rung":"report","when":"x >= 1"},{"rung":"throttle","when":"x >= 2"},{"rung":"cut","when":"x >= 4"}]}""";

        Assert.Equal(
            ["""ladder[throttle]: nothing -> {"rung":"throttle","when":"x >= 2"}""", """ladder[cut].when: "x >= 3" -> "x >= 4" """.TrimEnd()], Changes(Before, After));
    }

    [Fact]
    public void Rungs_in_another_order_are_a_difference() =>
        Assert.Equal(
            ["""ladder.order: ["a","b"] -> ["b","a"]"""],
            Changes("""{"ladder":[{"rung":"a"},{"rung":"b"}]}""", """{"ladder":[{"rung":"b"},{"rung":"a"}]}"""));

    [Fact]
    public void Lists_without_names_are_compared_by_place() =>
        Assert.Equal(
            ["""applies[1]: "GB" -> "FR" """.TrimEnd(), """applies[2]: nothing -> "GB" """.TrimEnd(), """owner: "x" -> nothing"""],
            Changes("""{"applies":["EU","GB"],"owner":"x"}""", """{"applies":["EU","FR","GB"]}"""));

    private static IEnumerable<string> Changes(string before, string after) =>
        SheetDifference.Of(before, after).Select(change => $"{change.Path}: {change.Before?.GetRawText() ?? "nothing"} -> {change.After?.GetRawText() ?? "nothing"}");
}
