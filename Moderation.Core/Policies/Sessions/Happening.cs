using Moderation.Core.Policies.Expressions;
using Moderation.Core.Policies.Sheets;

namespace Moderation.Core.Policies.Sessions;

/// <summary>One line of a script.</summary>
internal sealed class Happening
{
    /// <summary>Does it once, on the stage as it stands at its time.</summary>
    /// <param name="stage">Who is there, and what was said and given so far.</param>
    /// <param name="moment">When, and which repetition.</param>
    public delegate void Act(SessionStage stage, Moment moment);

    private static readonly Dictionary<string, Func<SessionFields, Act?>> Kinds =
        SessionHappenings.Kinds.Concat(FaceHappenings.Kinds).Concat(LineHappenings.Kinds).Concat(MoneyHappenings.Kinds).Concat(PeopleHappenings.Kinds)
            .ToDictionary(kind => kind.Key, kind => kind.Value, StringComparer.Ordinal);

    private readonly Act _act;

    private Happening(SheetMap place, Schedule when, Act act) => (Place, When, _act) = (place, when, act);

    /// <summary>Where it stands in the sheet.</summary>
    public SheetNode Place { get; }

    public Schedule When { get; }

    /// <summary>Every field that says what happens.</summary>
    public static IEnumerable<string> Words => Kinds.Keys;

    /// <summary>Reads one line of a script; null after a fault.</summary>
    public static Happening? Read(SheetNode node, List<SheetFault> faults)
    {
        if (node is not SheetMap map)
        {
            faults.Add(new SheetFault(node.Line, node.Column, "a happening is written in braces, such as { at: 0s, live: starts }"));
            return null;
        }

        var fields = new SessionFields(map, faults);
        var kinds = map.Entries.Where(field => Kinds.ContainsKey(field.Key.Text)).Select(field => field.Key.Text).ToList();
        if (kinds.Count != 1)
            return fields.Fault<Happening>(map, kinds.Count > 1 ? $"{kinds[0]} and {kinds[1]} are two happenings; write them on two lines" : NoKind(map));
        var before = faults.Count;
        var when = Schedule.Read(fields);
        var act = Kinds[kinds[0]](fields);
        fields.RefuseOthers();
        return faults.Count == before && when is { } schedule && act is not null ? new Happening(map, schedule, act) : null;
    }

    public void Do(SessionStage stage, int number, int repetition) =>
        _act(stage, new Moment(When.At(repetition), number, repetition, Place));

    private static string NoKind(SheetMap map)
    {
        var strange = map.Entries.Select(field => field.Key.Text).FirstOrDefault(name => name is not ("at" or "from" or "to" or "every"));
        var near = strange is null ? null : NearestName.Find(strange, Words);
        return near is null ? $"what happens? one of {string.Join(", ", Words)}" : $"unknown happening '{strange}'; did you mean '{near}'?";
    }
}

/// <summary>When something happens on the stage.</summary>
/// <param name="Time">Time since the beginning of the session.</param>
/// <param name="Number">Number of the happening in its script, from 1.</param>
/// <param name="Repetition">Number of the repetition, from 1.</param>
/// <param name="Place">Where the happening stands in the sheet.</param>
internal readonly record struct Moment(TimeSpan Time, int Number, int Repetition, SheetNode Place)
{
    /// <summary>An id that nothing else in the session has.</summary>
    public string Id(string kind) => Repetition == 1 ? $"{kind}-{Number}" : $"{kind}-{Number}-{Repetition}";
}
