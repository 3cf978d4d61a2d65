using Moderation.Core.Policies.Sheets;

namespace Moderation.Core.Policies.Sessions;

/// <summary>One example in a sheet's <c>tests</c>: a session and what must come of it.</summary>
internal sealed class SheetTest
{
    private const int MostTests = 100;
    private const int MostNameLength = 200;

    public required string Name { get; init; }

    public required SheetNode Place { get; init; }

    /// <summary>The made-up session; null where it is a recorded one, or after a fault.</summary>
    public SessionScript? Script { get; init; }

    /// <summary>Where the recorded session lies, as written in the sheet; null where it is made up.</summary>
    public SheetScalar? Recorded { get; init; }

    public required IReadOnlyList<Expectation> Expectations { get; init; }

    /// <summary>What is wrong with it as it is written.</summary>
    public required IReadOnlyList<SheetFault> Faults { get; init; }

    /// <summary>Reads the section.</summary>
    /// <param name="section">The section; null where the sheet has none.</param>
    /// <param name="rungs">Names of the sheet's rungs, those of its variants included.</param>
    /// <param name="faults">Where faults go that belong to no single test.</param>
    public static IReadOnlyList<SheetTest> ReadAll(SheetNode? section, IReadOnlySet<string> rungs, List<SheetFault> faults)
    {
        if (section is null)
            return [];
        if (section is not SheetList list)
        {
            faults.Add(new SheetFault(section.Line, section.Column, "tests is a list; each test begins with - name:"));
            return [];
        }

        if (list.Items.Count > MostTests)
        {
            faults.Add(new SheetFault(section.Line, section.Column, $"there are more than {MostTests} tests"));
            return [];
        }

        var tests = list.Items.Select(item => Read(item, rungs)).ToList();
        foreach (var twice in tests.GroupBy(test => test.Name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Last()))
            faults.Add(new SheetFault(twice.Place.Line, twice.Place.Column, $"there is another test called '{twice.Name}'"));
        return tests;
    }

    private static SheetTest Read(SheetNode node, IReadOnlySet<string> rungs)
    {
        var faults = new List<SheetFault>();
        if (node is not SheetMap map)
        {
            faults.Add(new SheetFault(node.Line, node.Column, "a test has fields: name, session or recorded, and expect"));
            return new SheetTest { Name = $"line {node.Line}", Place = node, Expectations = [], Faults = faults };
        }

        var fields = new SessionFields(map, faults);
        var name = fields.Has("name") ? fields.Text("name") : fields.Fault<string>(map, "name is missing");
        if (name?.Length > MostNameLength)
            fields.Fault<object>(fields.Node("name")!, $"name has more than {MostNameLength} characters");
        var (session, recorded) = (fields.Node("session"), fields.Has("recorded") ? fields.Text("recorded") is null ? null : (SheetScalar)fields.Node("recorded")! : null);
        if (session is null == !fields.Has("recorded"))
            fields.Fault<object>(map, "a test has either session or recorded");
        var script = session is null ? null : SessionScript.Read(session, faults);
        var expectations = ReadExpectations(fields, rungs);
        fields.RefuseOthers();
        return new SheetTest
        {
            Name = name ?? $"line {node.Line}",
            Place = node,
            Script = script,
            Recorded = recorded,
            Expectations = expectations,
            Faults = faults,
        };
    }

    private static List<Expectation> ReadExpectations(SessionFields fields, IReadOnlySet<string> rungs) => fields.Node("expect") switch
    {
        SheetList { Items.Count: > 0 } list => [.. list.Items.Select(item => Expectation.Read(item, rungs, fields.Faults)).OfType<Expectation>()],
        SheetList or null => fields.Fault<List<Expectation>>(fields.Map, "expect is missing: what must come of the session? write - nothing where nothing must") ?? [],
        var single => Expectation.Read(single, rungs, fields.Faults) is { } expectation ? [expectation] : [],
    };
}
