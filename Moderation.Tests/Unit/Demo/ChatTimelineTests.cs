using Moderation.Cli.Demo.Chat;
using Moderation.Core.Wire;

namespace Moderation.Tests.Unit.Demo;

public sealed class ChatTimelineTests
{
    private static readonly string[] Calm = ["one", "two", "three", "four", "five"];

    [Fact]
    public void Lines_come_in_order_of_time_and_the_written_ones_at_their_seconds_again_and_again()
    {
        var lines = First(200, Script(perSecond: 3));

        Assert.Equal(lines.Select(l => l.AtSecond).Order(), lines.Select(l => l.AtSecond));
        Assert.Equal([1, 4.5, 61, 64.5, 121, 124.5, 181, 184.5], lines.Where(l => !Calm.Contains(l.Text)).Select(l => l.AtSecond));
    }

    [Fact]
    public void The_same_seed_draws_the_same_chat_and_another_seed_another()
    {
        Assert.Equal(First(60, Script(perSecond: 3)), First(60, Script(perSecond: 3)));
        Assert.NotEqual(First(60, Script(perSecond: 3)), First(60, Script(perSecond: 3, seed: 8)));
    }

    [Fact]
    public void The_crowd_speaks_at_its_rate()
    {
        var count = First(1_000, Script(perSecond: 3)).Count(l => Calm.Contains(l.Text));

        // A Poisson count of mean 3000 has a standard deviation of 55.
        Assert.InRange(count, 2_700, 3_300);
    }

    [Fact]
    public void The_crowd_says_everything_once_before_it_says_something_again()
    {
        var said = First(300, Script(perSecond: 3)).Select(l => l.Text).Where(Calm.Contains).ToList();

        Assert.All(said.Chunk(Calm.Length).Where(round => round.Length == Calm.Length), round => Assert.Equal(Calm.Order(), round.Order()));
    }

    [Fact]
    public void Nobody_of_the_crowd_answers_themselves_and_few_accounts_are_new()
    {
        var timeline = new ChatTimeline(Script(perSecond: 3, viewers: 2_000));
        var lines = timeline.Lines().TakeWhile(l => l.AtSecond < 1_000).Where(l => Calm.Contains(l.Text)).ToList();

        Assert.DoesNotContain(lines, l => l.To == l.By);
        Assert.InRange(lines.Count(l => l.To is not null) / (double)lines.Count, 0.1, 0.2);
        Assert.InRange(lines.Count(l => timeline.DaysOf(l.By) < 7) / (double)lines.Count, 0.01, 0.06);
    }

    [Fact]
    public void The_age_of_an_account_is_told_of_viewers_only()
    {
        var timeline = new ChatTimeline(Script(perSecond: 1));

        Assert.Equal(0.5, timeline.DaysOf("bob"));
        Assert.Null(timeline.DaysOf("host"));
    }

    [Fact]
    public void A_live_without_a_crowd_has_its_written_lines_only() =>
        Assert.Equal(["good evening", "hello"], First(60, Script(perSecond: 0)).Select(l => l.Text));

    private static List<ScriptLine> First(double seconds, ChatScript script) =>
        [.. new ChatTimeline(script).Lines().TakeWhile(l => l.AtSecond < seconds)];

    private static ChatScript Script(double perSecond, int seed = 7, int viewers = 20) => new()
    {
        Language = "en",
        AgainSeconds = 60,
        Raises = [],
        ViewerDays = new Dictionary<string, double> { ["bob"] = 0.5 },
        Chatter = new Chatter(perSecond, viewers, seed, Calm),
        Lines = [new ScriptLine(1, "host", null, TextSource.Caption, "good evening"), new ScriptLine(4.5, "bob", null, TextSource.Chat, "hello")],
    };
}
