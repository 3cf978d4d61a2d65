using Moderation.Cli;
using Moderation.Cli.Demo.Chat;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Demo;

public sealed class ChatFileTests : IDisposable
{
    private const string Good = """
        language: en
        again: 60
        raises: [toxicity.raid]
        mayRaise: [toxicity.person]
        chatter: { perSecond: 1.5, viewers: 20, seed: 7 }
        viewers: { ann: 412, bob: 0.5 }
        lines:
          - { at: 1, by: host, caption: "good evening" }
          - { at: 2.5, by: ann, chat: "hello" }
          - { at: 4, by: bob, to: ann, chat: "hello you" }
          - { at: 9, by: host, overlay: "BACK AT NINE" }
        """;

    private readonly TemporaryFolder _folder = new();

    public ChatFileTests() => File.WriteAllLines(_folder.File("chatter.en.txt"), ["# calm", "", "hi", "nice song"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_good_file_is_read_as_it_is_written()
    {
        var script = Read(Good);

        Assert.Equal(("en", 60), (script.Language, script.AgainSeconds));
        Assert.Equal(["toxicity.raid"], script.Raises);
        Assert.Equal(["toxicity.person"], script.MayRaise);
        Assert.Equal(new Dictionary<string, double> { ["ann"] = 412, ["bob"] = 0.5 }, script.ViewerDays.ToDictionary());
        Assert.Equal((1.5, 20, 7), (script.Chatter.PerSecond, script.Chatter.Viewers, script.Chatter.Seed));
        Assert.Equal(["hi", "nice song"], script.Chatter.Lines);
        Assert.Equal(
            [
                new ScriptLine(1, "host", null, TextSource.Caption, "good evening"),
                new ScriptLine(2.5, "ann", null, TextSource.Chat, "hello"),
                new ScriptLine(4, "bob", "ann", TextSource.Chat, "hello you"),
                new ScriptLine(9, "host", null, TextSource.Overlay, "BACK AT NINE"),
            ],
            script.Lines);
    }

    [Theory]
    [InlineData("again: 60", "again: often", 2, "again must be a whole number from 1 to 600")]
    [InlineData("raises: [toxicity.raid]", "raises: toxicity.raid", 3, "raises must be a list")]
    [InlineData("perSecond: 1.5", "perSecond: fast", 5, "perSecond must hold numbers")]
    [InlineData("perSecond: 1.5", "perSecond: 1000", 5, "perSecond must be a number from 0 to 100")]
    [InlineData("viewers: 20, ", "", 5, "viewers is missing")]
    [InlineData("language: en", "language: de", 5, "there is no file chatter.de.txt")]
    [InlineData("bob: 0.5", "bob: -1", 6, "bob must be a number from 0 to 10000")]
    [InlineData("bob: 0.5", "bob: 1, host: 3", 1, "viewer host: the name becomes part of an account's id")]
    [InlineData("bob: 0.5", "bob: 1, a b: 3", 1, "viewer a b: the name becomes part of an account's id")]
    [InlineData("by: ann", "by: anne", 9, "anne is neither on screen nor one of the viewers")]
    [InlineData("to: ann", "to: guest", 10, "guest is neither on screen nor one of the viewers")]
    [InlineData("chat: \"hello you\"", "shout: \"hello you\"", 10, "a line has one of chat, caption, overlay")]
    [InlineData("chat: \"hello you\"", "chat: \"hello\", caption: \"you\"", 10, "a line has one of chat, caption, overlay")]
    [InlineData("at: 9", "at: 3", 1, "the line at second 3 comes after a later one")]
    [InlineData("at: 9", "at: 60", 11, "it would be said after the script begins again")]
    [InlineData("at: 9", "at: 9, loud: true", 11, "unknown field loud")]
    [InlineData("BACK AT NINE\" }", "BACK AT NINE", 11, "")]
    public void A_fault_is_named_with_its_file_and_line(string good, string bad, int line, string what)
    {
        var fault = Assert.Throws<ToolException>(() => Read(Good.Replace(good, bad, StringComparison.Ordinal)));

        Assert.StartsWith($"evening.yaml line {line}: {what}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_crowd_with_nothing_to_say_is_refused()
    {
        File.WriteAllText(_folder.File("chatter.en.txt"), "# nobody\n");

        Assert.StartsWith("chatter.en.txt: ", Assert.Throws<ToolException>(() => Read(Good)).Message, StringComparison.Ordinal);
    }

    private ChatScript Read(string text)
    {
        File.WriteAllText(_folder.File("evening.yaml"), text);
        return ChatFile.Read(_folder.File("evening.yaml"), ["host"]);
    }
}
