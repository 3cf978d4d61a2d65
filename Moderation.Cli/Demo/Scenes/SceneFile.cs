using Moderation.Cli.Demo.Chat;
using Moderation.Cli.Demo.Gifts;
using Moderation.Core.Subjects;

namespace Moderation.Cli.Demo.Scenes;

/// <summary>Reads <c>demo/scenes.yaml</c> and the chats and gifts that it names. Every fault names the line, because people edit this file.</summary>
internal static class SceneFile
{
    private const int LongestClipSeconds = 120;
    private const int LongestMatchSeconds = 3_600;

    /// <exception cref="ToolException">The file says something that cannot be played; the message names file and line.</exception>
    public static SceneBook Read(string demoFolder) =>
        Parse(
            File.ReadAllText(Path.Combine(demoFolder, "scenes.yaml")), "scenes.yaml",
            new SceneFolders(Path.Combine(demoFolder, "portraits"), Path.Combine(demoFolder, "chat"), Path.Combine(demoFolder, "gifts")));

    public static SceneBook Parse(string text, string fileName, SceneFolders folders)
    {
        var root = YamlFields.Parse(text, fileName);
        var shape = ReadShape(root.Map("clip"));
        var faces = root.Entries("portraits").ToDictionary(e => e.Key, e => ReadFace(e.Value), StringComparer.Ordinal);
        var scenes = root.List("scenes").Select(node => ReadScene(node, shape, name => new Portrait(Path.Combine(folders.Portraits, name), FaceOf(name)), folders)).ToList();
        root.RefuseOthers();
        if (scenes.Count == 0)
            throw root.Fault("there is no scene");
        if (scenes.GroupBy(s => s.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw root.Fault($"two scenes have the name {twice.Key}");
        return new SceneBook(shape, scenes);

        FacePlace FaceOf(string name) => faces.TryGetValue(name, out var face) ? face : FacePlace.Portrait;
    }

    private static ClipShape ReadShape(YamlFields map)
    {
        var shape = new ClipShape(
            map.Whole("seconds", 1, LongestClipSeconds), map.Whole("fps", 1, 60), map.Whole("width", 64, 3840), map.Whole("height", 64, 2160));
        map.RefuseOthers();
        if (shape.WidthPx % 2 != 0 || shape.HeightPx % 2 != 0)
            throw map.Fault("width and height must be even: the pictures' colour is stored at half resolution");
        return shape;
    }

    private static FacePlace ReadFace(YamlFields map)
    {
        var numbers = map.Numbers("face", 3);
        map.RefuseOthers();
        return numbers is [>= 0 and <= 1, >= 0 and <= 1, > 0 and <= 1]
            ? new FacePlace(numbers[0], numbers[1], numbers[2])
            : throw map.Fault("face is centre x, centre y and height, each a share of the picture from 0 to 1");
    }

    private static Scene ReadScene(YamlFields map, ClipShape shape, Func<string, Portrait> portraitOf, SceneFolders folders)
    {
        var name = map.Text("name");
        if (!TextId.IsValid(name))
            throw map.Fault("the name becomes part of the live's id: use A-Z a-z 0-9 . _ : -");
        var scene = new Scene
        {
            Name = name,
            Shows = map.Text("shows"),
            LoopFromSecond = map.Has("loopFrom") ? map.Whole("loopFrom", 0, shape.Seconds - 1) : 0,
            Participants = [.. map.List("participants").Select(p => ReadParticipant(p, shape, portraitOf))],
            Match = map.Has("match") ? ReadMatch(map.Map("match")) : null,
            Country = map.Has("country") ? ReadCountry(map) : null,
        };
        if (map.Has("chat"))
            scene = scene with { Chat = ChatFile.Read(FileOf(map, "chat", folders.Chat), OnScreen(scene)) };
        if (map.Has("gifts"))
            scene = scene with { Gifts = GiftFile.Read(FileOf(map, "gifts", folders.Gifts), OnScreen(scene)) };
        map.RefuseOthers();
        foreach (var participant in scene.Participants)
        {
            if (participant.Tiles[^1].FromSecond > scene.LoopFromSecond)
                throw map.Fault($"{participant.Id} still moves at second {participant.Tiles[^1].FromSecond}: loopFrom must not be before it");
            if (participant.Cover is { } cover && ((shape.Seconds % cover.EverySeconds) != 0 || scene.LoopFromSecond % cover.EverySeconds != 0))
                throw map.Fault($"the cover of {participant.Id} must repeat evenly in the clip and in its loop");
        }

        return scene;
    }

    private static SceneMatch ReadMatch(YamlFields map)
    {
        var id = map.Text("id");
        if (!TextId.IsValid(id))
            throw map.Fault("the match's id may have A-Z a-z 0-9 . _ : -");
        var from = map.Whole("from", 0, LongestMatchSeconds - 1);
        var match = new SceneMatch(id, from, map.Has("to") ? map.Whole("to", from + 1, LongestMatchSeconds) : null);
        map.RefuseOthers();
        return match;
    }

    private static string ReadCountry(YamlFields map) =>
        map.Text("country") is { Length: 2 } code && code.All(char.IsAsciiLetterUpper) ? code : throw map.Fault("country is an ISO code of two capital letters");

    private static IReadOnlyList<string> OnScreen(Scene scene) => [.. scene.Participants.Select(participant => participant.Id.Value)];

    private static string FileOf(YamlFields map, string field, string folder)
    {
        var path = Path.Combine(folder, map.Text(field) + ".yaml");
        return File.Exists(path) ? path : throw map.Fault($"there is no file {path}");
    }

    private static SceneParticipant ReadParticipant(YamlFields map, ClipShape shape, Func<string, Portrait> portraitOf)
    {
        if (!TextId.TryParse<ParticipantId>(map.Text("id"), out var id))
            throw map.Fault("the id may have A-Z a-z 0-9 . _ : -");
        if (!Enum.TryParse<ParticipantRole>(map.Text("role"), ignoreCase: true, out var role))
            throw map.Fault("role is host, guest or opponent");
        var portrait = portraitOf(map.Text("portrait"));
        if (!File.Exists(portrait.Path))
            throw map.Fault($"there is no picture {portrait.Path}");
        var participant = new SceneParticipant
        {
            Id = id,
            Role = role,
            Portrait = portrait,
            Tiles = [.. map.List("tiles").Select(t => ReadTile(t, shape))],
            Cover = map.Has("covered") ? ReadCover(map.Map("covered"), shape) : null,
            IsFiltered = map.Has("filter") && map.Flag("filter"),
        };
        map.RefuseOthers();
        if (participant.Tiles.Count == 0)
            throw map.Fault("a participant needs a tile");
        for (var i = 1; i < participant.Tiles.Count; i++)
        {
            if (participant.Tiles[i].FromSecond <= participant.Tiles[i - 1].FromSecond)
                throw map.Fault("the tiles are not in order of time");
        }

        return participant;
    }

    private static TilePhase ReadTile(YamlFields map, ClipShape shape)
    {
        var from = map.Whole("from", 0, shape.Seconds - 1);
        var box = map.Numbers("box", 4);
        map.RefuseOthers();
        var tile = new NormalizedBox(box[0], box[1], box[2], box[3]);
        return tile.IsInsideFrame() ? new TilePhase(from, tile) : throw map.Fault("box is left, top, width and height, inside 0 to 1");
    }

    private static Cover ReadCover(YamlFields map, ClipShape shape)
    {
        var every = map.Whole("every", 2, shape.Seconds);
        var cover = new Cover(every, map.Whole("for", 1, every - 1));
        map.RefuseOthers();
        return cover;
    }
}

/// <summary>Where the parts of scenes lie.</summary>
internal sealed record SceneFolders(string Portraits, string Chat, string Gifts);
