namespace Moderation.Training.Text.Grammar;

/// <summary>What stands in the grammar files of one language; <c>training-data/grammar/README.md</c> describes their form.</summary>
/// <param name="Language"><c>en</c> or <c>fr</c>.</param>
/// <param name="Slots">The slots by name.</param>
/// <param name="Templates">The templates in the order of the files.</param>
/// <param name="Registers">The ways of writing among which every line draws one.</param>
internal sealed record ChatGrammar(
    string Language, IReadOnlyDictionary<string, Slot> Slots, IReadOnlyList<Template> Templates, IReadOnlyList<Register> Registers);

/// <summary>One sentence with open places.</summary>
/// <param name="Id">File and line.</param>
/// <param name="Family">Situation that it belongs to.</param>
/// <param name="Labels">Labels that are 1; empty for a clean one.</param>
/// <param name="Root">What it says.</param>
internal sealed record Template(string Id, string Family, IReadOnlyList<string> Labels, GrammarNode Root);

/// <summary>One thing that may fill a slot.</summary>
internal sealed record SlotEntry(GrammarNode Node, int Weight, string Place);

/// <summary>Things that may stand in the same place of a sentence.</summary>
internal sealed class Slot(string name, string place)
{
    private readonly List<SlotEntry> _entries = [];
    private int _weight;

    public string Name => name;

    public string Place => place;

    public IReadOnlyList<SlotEntry> Entries => _entries;

    public void Add(SlotEntry entry)
    {
        _entries.Add(entry);
        _weight += entry.Weight;
    }

    public GrammarNode Pick(Random random)
    {
        var left = random.Next(_weight);
        foreach (var entry in _entries)
        {
            left -= entry.Weight;
            if (left < 0)
                return entry.Node;
        }

        throw new System.Diagnostics.UnreachableException(name);
    }
}
