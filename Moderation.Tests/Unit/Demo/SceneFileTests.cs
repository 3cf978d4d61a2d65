using Moderation.Cli;
using Moderation.Cli.Demo;
using Moderation.Cli.Demo.Gifts;
using Moderation.Cli.Demo.Scenes;
using Moderation.Core.Subjects;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Demo;

public sealed class SceneFileTests : IDisposable
{
    private const string Good = """
        clip: { seconds: 24, fps: 8, width: 640, height: 360 }
        portraits:
          a.png: { face: [0.4, 0.3, 0.2] }
        scenes:
          - name: two
            shows: two people
            loopFrom: 6
            country: FR
            match: { id: quiz, from: 8, to: 20 }
            participants:
              - id: host
                role: host
                portrait: a.png
                tiles:
                  - { from: 0, box: [0, 0, 1, 1] }
                  - { from: 6, box: [0, 0, 0.5, 1] }
                covered: { every: 6, for: 3 }
              - id: guest
                role: guest
                portrait: a.png
                tiles: [{ from: 6, box: [0.5, 0, 0.5, 1] }]
                filter: true
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scenes-");

    public SceneFileTests() => File.WriteAllBytes(Path.Combine(_folder.FullName, "a.png"), []);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_good_file_is_read_as_it_is_written()
    {
        var book = Parse(Good);

        Assert.Equal(ClipShape.Default, book.Shape);
        var scene = Assert.Single(book.Scenes);
        Assert.Equal((6, "FR", new SceneMatch("quiz", 8, 20)), (scene.LoopFromSecond, scene.Country, scene.Match));
        var (host, guest) = (scene.Participants[0], scene.Participants[1]);
        Assert.Equal(new FacePlace(0.4, 0.3, 0.2), host.Portrait.Face);
        Assert.Equal(new Cover(6, 3), host.Cover);
        Assert.Equal(new NormalizedBox(0, 0, 0.5, 1), host.TileAt(6));
        Assert.Null(guest.TileAt(5.9));
        Assert.Equal(ParticipantRole.Guest, guest.Role);
        Assert.True(guest.IsFiltered);
    }

    [Theory]
    [InlineData("seconds: 24", "seconds: soon", 1, "seconds must be a whole number from 1 to 120")]
    [InlineData("width: 640", "width: 641", 1, "width and height must be even")]
    [InlineData("face: [0.4, 0.3, 0.2]", "face: [0.4, 0.3]", 3, "face must have 3 numbers")]
    [InlineData("name: two", "name: two words", 5, "the name becomes part of the live's id")]
    [InlineData("shows: two people", "show: two people", 5, "shows is missing")]
    [InlineData("loopFrom: 6", "loopFrom: 0", 5, "host still moves at second 6")]
    [InlineData("role: host", "role: boss", 11, "role is host, guest or opponent")]
    [InlineData("portrait: a.png", "portrait: b.png", 11, "there is no picture")]
    [InlineData("{ from: 0, box: [0, 0, 1, 1] }", "{ from: 0, box: [0, 0, 1.1, 1] }", 15, "box is left, top, width and height")]
    [InlineData("{ from: 0, box: [0, 0, 1, 1] }", "{ from: 7, box: [0, 0, 1, 1] }", 11, "the tiles are not in order of time")]
    [InlineData("every: 6, for: 3", "every: 5, for: 3", 5, "the cover of host must repeat evenly")]
    [InlineData("filter: true", "fliter: true", 22, "unknown field fliter")]
    [InlineData("filter: true", "filter: [", 23, "")]
    [InlineData("loopFrom: 6", "chat: silence", 5, "there is no file ")]
    [InlineData("loopFrom: 6", "gifts: none", 5, "there is no file ")]
    [InlineData("country: FR", "country: France", 5, "country is an ISO code")]
    [InlineData("country: FR", "country: fr", 5, "country is an ISO code")]
    [InlineData("to: 20", "to: 8", 9, "to must be a whole number from 9 to 3600")]
    [InlineData("id: quiz", "id: pub quiz", 9, "the match's id may have")]
    public void A_fault_is_named_with_its_line(string good, string bad, int line, string what)
    {
        var fault = Assert.Throws<ToolException>(() => Parse(ReplaceFirst(Good, good, bad)));

        Assert.StartsWith($"scenes.yaml line {line}: {what}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_scenes_that_are_shipped_can_be_read()
    {
        var book = SceneFile.Read(Path.Combine(Repository.Root, "demo"));

        Assert.InRange(book.Scenes.Count, 5, new DemoOptions().Lives);
        Assert.Contains(book.Scenes, s => s.Participants.Count > 1);
        Assert.Contains(book.Scenes, s => s.Participants.Any(p => p.Cover is { } cover && cover.ForSeconds * 2 == cover.EverySeconds));
        Assert.Contains(book.Scenes, s => s.Participants.Any(p => p.IsFiltered));
        Assert.All(book.Scenes, s => Assert.NotNull(s.Chat));
        Assert.All(book.Scenes, s => Assert.NotNull(s.Country));
        Assert.Contains(book.Scenes, s => s.Match is not null && s.Participants.Any(p => p.Role == ParticipantRole.Opponent));
        Assert.Contains(book.Scenes, s => s.Gifts is { Strangers.Count: > 0 });
        Assert.Equal([false, true], book.Scenes.SelectMany(s => s.Gifts?.Happenings ?? []).OfType<ScriptFlag>().Select(f => f.Trusted).Distinct().Order());
        Assert.Equal(["en", "fr"], book.Scenes.Select(s => s.Chat!.Language).Distinct().Order(StringComparer.Ordinal));
    }

    private SceneBook Parse(string text) => SceneFile.Parse(text, "scenes.yaml", new SceneFolders(_folder.FullName, _folder.FullName, _folder.FullName));

    private static string ReplaceFirst(string text, string old, string replacement)
    {
        var at = text.IndexOf(old, StringComparison.Ordinal);
        return text[..at] + replacement + text[(at + old.Length)..];
    }
}
