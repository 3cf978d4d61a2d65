using Moderation.Core.Policies.Sheets;

namespace Moderation.Core.Policies.Sessions;

/// <summary>A made-up live, written as a list of what happens. The same script makes the same log, byte for byte.</summary>
internal sealed class SessionScript
{
    // a sheet comes from outside, and its tests run in the service: together they must end soon
    private const int MostEntries = 20_000;

    private readonly List<Happening> _happenings;

    private SessionScript(List<Happening> happenings) => _happenings = happenings;

    /// <summary>Reads a script; null after a fault.</summary>
    public static SessionScript? Read(SheetNode node, List<SheetFault> faults)
    {
        if (node is not SheetList { Items.Count: > 0 } list)
        {
            faults.Add(new SheetFault(node.Line, node.Column, "session is a list of happenings, such as - { at: 0s, live: starts }"));
            return null;
        }

        var before = faults.Count;
        var happenings = list.Items.Select(item => Happening.Read(item, faults)).OfType<Happening>().ToList();
        if (happenings.Sum(happening => (long)happening.When.Count) > MostEntries)
            faults.Add(new SheetFault(node.Line, node.Column, $"the session has more than {MostEntries} entries"));
        return faults.Count == before ? new SessionScript(happenings) : null;
    }

    /// <summary>Plays it: what happens at one time happens in the order written, except that the frame of that time comes last.</summary>
    /// <param name="ageModel">Name of the model that the belief is fitted for.</param>
    public SessionStage Play(string ageModel)
    {
        var stage = new SessionStage(ageModel);
        var moments = from place in Enumerable.Range(0, _happenings.Count)
                      from repetition in Enumerable.Range(1, _happenings[place].When.Count)
                      orderby _happenings[place].When.At(repetition), place, repetition
                      select (place, repetition);
        foreach (var (place, repetition) in moments)
        {
            stage.EndFrame(_happenings[place].When.At(repetition));
            _happenings[place].Do(stage, place + 1, repetition);
        }

        stage.EndFrame();
        return stage;
    }
}
