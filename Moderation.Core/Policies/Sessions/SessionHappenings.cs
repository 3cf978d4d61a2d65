using Moderation.Core.Policies.Sheets;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Act = Moderation.Core.Policies.Sessions.Happening.Act;

namespace Moderation.Core.Policies.Sessions;

/// <summary>What happens to the live and to the people on screen.</summary>
internal static class SessionHappenings
{
    private const int MostViewers = 100_000_000;

    public static IEnumerable<KeyValuePair<string, Func<SessionFields, Act?>>> Kinds { get; } = new Dictionary<string, Func<SessionFields, Act?>>
    {
        ["live"] = ReadLive,
        ["joins"] = ReadJoins,
        ["moves"] = ReadMoves,
        ["leaves"] = fields => ReadPerson(fields, "leaves", SessionEventKind.ParticipantLeft),
        ["covers"] = fields => ReadPerson(fields, "covers", SessionEventKind.OverlayOn),
        ["uncovers"] = fields => ReadPerson(fields, "uncovers", SessionEventKind.OverlayOff),
        ["filter_on"] = fields => ReadPerson(fields, "filter_on", SessionEventKind.FilterOn),
        ["filter_off"] = fields => ReadPerson(fields, "filter_off", SessionEventKind.FilterOff),
        ["match"] = ReadMatch,
    };

    private static Act? ReadLive(SessionFields fields)
    {
        var starts = StartsOrEnds(fields, "live");
        var viewers = Viewers(fields);
        var country = fields.Text("country");
        if (country is not null && !(country.Length == 2 && country.All(char.IsAsciiLetterUpper)))
            fields.Fault<object>(fields.Node("country")!, "country is two capital letters, such as FR");
        if (starts == false && country is not null)
            fields.Fault<object>(fields.Node("country")!, "a live has its country from its start");
        return starts is not { } isStart ? null : (stage, at) =>
            stage.Add(Event(at, isStart ? SessionEventKind.LiveStarted : SessionEventKind.LiveEnded, viewers) with { Country = country });
    }

    private static Act? ReadJoins(SessionFields fields)
    {
        var who = fields.Id("joins");
        var role = fields.Word<ParticipantRole>("role");
        var tile = Tile(fields);
        var user = fields.Text("user") == "unknown" ? null : fields.Has("user") ? fields.Id("user") : who is { } own ? new IdPattern($"u-{own.Text}") : null;
        var viewers = Viewers(fields);
        if (role is null && !fields.Has("role"))
            role = who is { } id && WireWord.All<ParticipantRole>().FirstOrDefault(word => id.Text.StartsWith(word, StringComparison.Ordinal)) is { } told
                ? WireWord.Parse<ParticipantRole>(told)
                : fields.Fault<ParticipantRole?>(fields.Map, "role is missing: host, guest or opponent");
        if (who is not { } name || role is not { } why)
            return null;
        return (stage, at) =>
        {
            var id = name.For(at.Repetition);
            var person = new StagePerson(why, tile ?? NormalizedBox.WholeFrame, user is { } u ? UserId.Parse(u.For(at.Repetition)) : null);
            stage.Join(id, person);
            stage.Add(Event(at, SessionEventKind.ParticipantJoined, viewers) with
            {
                ParticipantId = ParticipantId.Parse(id), Role = person.Role, Tile = person.Tile, UserId = person.User,
            });
        };
    }

    private static Act? ReadMoves(SessionFields fields)
    {
        var who = fields.Id("moves");
        var viewers = Viewers(fields);
        var tile = fields.Has("tile") ? Tile(fields) : fields.Fault<NormalizedBox?>(fields.Map, "tile is missing");
        if (who is not { } name || tile is not { } place)
            return null;
        return (stage, at) =>
        {
            var id = name.For(at.Repetition);
            if (stage.Person(id, at) is not { } person)
                return;
            stage.Join(id, person with { Tile = place });
            stage.Add(Event(at, SessionEventKind.TileChanged, viewers) with { ParticipantId = ParticipantId.Parse(id), Tile = place });
        };
    }

    private static Act? ReadPerson(SessionFields fields, string name, SessionEventKind kind)
    {
        var viewers = Viewers(fields);
        if (fields.Id(name) is not { } who)
            return null;
        return (stage, at) =>
        {
            var id = who.For(at.Repetition);
            if (stage.Person(id, at) is not null)
                stage.Add(Event(at, kind, viewers) with { ParticipantId = ParticipantId.Parse(id) });
        };
    }

    private static Act? ReadMatch(SessionFields fields)
    {
        var starts = StartsOrEnds(fields, "match");
        var viewers = Viewers(fields);
        return starts is not { } isStart ? null : (stage, at) =>
        {
            if (isStart)
                stage.Match = at.Id("match");
            if (stage.Match is not { } match)
            {
                stage.Fault(at, "no match has started");
                return;
            }

            stage.Add(Event(at, isStart ? SessionEventKind.MatchStarted : SessionEventKind.MatchEnded, viewers) with { MatchId = match });
            stage.Match = isStart ? match : null;
        };
    }

    private static void Add(this SessionStage stage, SessionEventRecord happened) =>
        stage.Add(new SessionSignal { V = WireVersion.Current, LiveId = happened.LiveId, At = happened.At, Event = happened });

    private static SessionEventRecord Event(Moment at, SessionEventKind kind, int? viewers) => new()
    {
        V = WireVersion.Current, LiveId = SessionStage.Live, EventId = at.Id("event"), At = SessionStage.Clock(at), Kind = kind, ViewerCount = viewers,
    };

    private static int? Viewers(SessionFields fields) => (int?)fields.Whole("viewers", 0, MostViewers);

    private static bool? StartsOrEnds(SessionFields fields, string name) => fields.Text(name) switch
    {
        "starts" => true,
        "ends" => false,
        null => null,
        var other => fields.Fault<bool?>(fields.Node(name)!, $"{name} cannot be '{other}'{NearestWord.Hint(other, ["starts", "ends"])}"),
    };

    private static NormalizedBox? Tile(SessionFields fields)
    {
        if (fields.Node("tile") is SheetList)
        {
            return fields.Numbers("tile", 0, 1) is [var left, var top, var width, var height] && new NormalizedBox(left, top, width, height) is var box && box.IsInsideFrame()
                ? box
                : fields.Fault<NormalizedBox?>(fields.Node("tile")!, "tile is a word, or left, top, width and height, each a share of the picture and together inside it");
        }

        return fields.Text("tile") switch
        {
            null => null,
            "whole" => NormalizedBox.WholeFrame,
            "left" => new NormalizedBox(0, 0, 0.5, 1),
            "right" => new NormalizedBox(0.5, 0, 0.5, 1),
            "top" => new NormalizedBox(0, 0, 1, 0.5),
            "bottom" => new NormalizedBox(0, 0.5, 1, 0.5),
            var other => fields.Fault<NormalizedBox?>(fields.Node("tile")!, $"tile cannot be '{other}'{NearestWord.Hint(other, ["whole", "left", "right", "top", "bottom"])}"),
        };
    }
}
