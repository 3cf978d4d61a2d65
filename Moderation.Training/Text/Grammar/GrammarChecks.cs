namespace Moderation.Training.Text.Grammar;

/// <summary>What must hold over all files of a grammar together.</summary>
internal static class GrammarChecks
{
    /// <exception cref="FormatException">Names file and line of what is wrong.</exception>
    public static void Check(ChatGrammar grammar)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        var pieces = grammar.Templates.Select(template => (template.Root, template.Id))
            .Concat(grammar.Slots.Values.SelectMany(slot => slot.Entries).Select(entry => (entry.Node, entry.Place)));
        foreach (var (node, place) in pieces)
        {
            foreach (var name in node.SlotNames)
            {
                if (!grammar.Slots.ContainsKey(name))
                    throw new FormatException($"{place}: there is no slot '{name}'");
                used.Add(name);
            }
        }

        foreach (var slot in grammar.Slots.Values)
        {
            if (slot.Entries.Count == 0)
                throw new FormatException($"{slot.Place}: slot '{slot.Name}' is empty");
            if (!used.Contains(slot.Name))
                throw new FormatException($"{slot.Place}: slot '{slot.Name}' is never used");
            RefuseCircle(slot, grammar.Slots, []);
        }
    }

    private static void RefuseCircle(Slot slot, IReadOnlyDictionary<string, Slot> slots, HashSet<string> within)
    {
        if (!within.Add(slot.Name))
            throw new FormatException($"{slot.Place}: slot '{slot.Name}' stands for itself");
        foreach (var name in slot.Entries.SelectMany(entry => entry.Node.SlotNames).Distinct())
            RefuseCircle(slots[name], slots, within);
        within.Remove(slot.Name);
    }
}
