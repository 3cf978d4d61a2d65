using System.Text;

namespace Moderation.Training.Text.Grammar;

/// <summary>A piece of a template. Drawing it writes one of the texts that it stands for.</summary>
internal abstract record GrammarNode
{
    public abstract void Draw(StringBuilder text, IReadOnlyDictionary<string, Slot> slots, Random random);

    /// <summary>Names of the slots that the piece asks for itself, not through other slots.</summary>
    public abstract IEnumerable<string> SlotNames { get; }
}

/// <summary>Words as they stand.</summary>
internal sealed record TextNode(string Text) : GrammarNode
{
    public override IEnumerable<string> SlotNames => [];

    public override void Draw(StringBuilder text, IReadOnlyDictionary<string, Slot> slots, Random random) => text.Append(Text);
}

/// <summary><c>{gift}</c>: any entry of a slot.</summary>
internal sealed record SlotNode(string Name) : GrammarNode
{
    public override IEnumerable<string> SlotNames => [Name];

    public override void Draw(StringBuilder text, IReadOnlyDictionary<string, Slot> slots, Random random) =>
        slots[Name].Pick(random).Draw(text, slots, random);
}

/// <summary><c>(this|that)</c>, or <c>[this|that]</c>, which is left out half of the time.</summary>
internal sealed record ChoiceNode(IReadOnlyList<GrammarNode> Alternatives, bool IsOptional) : GrammarNode
{
    public override IEnumerable<string> SlotNames => Alternatives.SelectMany(node => node.SlotNames);

    public override void Draw(StringBuilder text, IReadOnlyDictionary<string, Slot> slots, Random random)
    {
        if (!IsOptional || random.Next(2) == 0)
            Alternatives[random.Next(Alternatives.Count)].Draw(text, slots, random);
    }
}

/// <summary>Pieces one after the other.</summary>
internal sealed record SequenceNode(IReadOnlyList<GrammarNode> Parts) : GrammarNode
{
    public override IEnumerable<string> SlotNames => Parts.SelectMany(node => node.SlotNames);

    public override void Draw(StringBuilder text, IReadOnlyDictionary<string, Slot> slots, Random random)
    {
        foreach (var part in Parts)
            part.Draw(text, slots, random);
    }
}
