using Moderation.Cli.Demo.Scenes;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Demo.Chat;

/// <summary>Reads <c>demo/chat/NAME.yaml</c>, and the calm lines of its language beside it. Every fault names the file and the line.</summary>
internal static class ChatFile
{
    private const int LongestScriptSeconds = 600;
    private const double MostDays = 10_000;
    private static readonly TextSource[] Sources = Enum.GetValues<TextSource>();

    /// <param name="path">The file.</param>
    /// <param name="participants">Ids of the people on screen in its scene.</param>
    /// <exception cref="ToolException">The file says something that cannot be played.</exception>
    public static ChatScript Read(string path, IReadOnlyCollection<string> participants)
    {
        var name = Path.GetFileName(path);
        var map = YamlFields.Parse(File.ReadAllText(path), name);
        var (language, again) = (map.Text("language"), map.Whole("again", 1, LongestScriptSeconds));
        var viewers = map.Has("viewers") ? map.Amounts("viewers", 0, MostDays) : new Dictionary<string, double>();
        var script = new ChatScript
        {
            Language = language,
            AgainSeconds = again,
            Raises = map.Texts("raises"),
            MayRaise = map.Has("mayRaise") ? map.Texts("mayRaise") : [],
            ViewerDays = viewers,
            Chatter = ReadChatter(map.Map("chatter"), Path.Combine(Path.GetDirectoryName(path)!, $"chatter.{language}.txt")),
            Lines = [.. map.List("lines").Select(line => ReadLine(line, again, who => participants.Contains(who) || viewers.ContainsKey(who)))],
        };
        map.RefuseOthers();
        if (viewers.Keys.FirstOrDefault(viewer => !TextId.IsValid(viewer) || participants.Contains(viewer)) is { } bad)
            throw map.Fault($"viewer {bad}: the name becomes part of an account's id (A-Z a-z 0-9 . _ : -), and belongs to nobody on screen");
        return script.Lines.Zip(script.Lines.Skip(1)).FirstOrDefault(pair => pair.Second.AtSecond < pair.First.AtSecond) is { Second: { } early }
            ? throw map.Fault(FormattableString.Invariant($"the line at second {early.AtSecond} comes after a later one"))
            : script;
    }

    private static Chatter ReadChatter(YamlFields map, string linesPath)
    {
        if (!File.Exists(linesPath))
            throw map.Fault($"there is no file {Path.GetFileName(linesPath)} of that language");
        var lines = File.ReadAllLines(linesPath).Where(line => line.Length > 0 && !line.StartsWith('#')).ToList();
        if (lines.Count < 2)
            throw new ToolException($"{Path.GetFileName(linesPath)}: at least two lines are needed");
        var chatter = new Chatter(map.Number("perSecond", 0, 100), map.Whole("viewers", 2, 10_000), map.Whole("seed", 0, int.MaxValue), lines);
        map.RefuseOthers();
        return chatter;
    }

    private static ScriptLine ReadLine(YamlFields map, int again, Func<string, bool> isKnown)
    {
        var sources = Sources.Where(source => map.Has(WireWord.From(source))).ToList();
        if (sources is not [var said])
            throw map.Fault($"a line has one of {string.Join(", ", Sources.Select(WireWord.From))}");
        var line = new ScriptLine(map.Number("at", 0, again), Person("by"), map.Has("to") ? Person("to") : null, said, map.Text(WireWord.From(said)));
        map.RefuseOthers();
        return line.AtSecond < again ? line : throw map.Fault("it would be said after the script begins again");

        string Person(string field) => map.Text(field) is var who && isKnown(who) ? who : throw map.Fault($"{who} is neither on screen nor one of the viewers");
    }
}
