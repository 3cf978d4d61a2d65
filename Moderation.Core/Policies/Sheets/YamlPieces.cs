using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Moderation.Core.Policies.Sheets;

/// <summary>Cuts YAML into pieces. Plain YAML only: no anchors, aliases, tags or second documents, which no reviewer would follow.</summary>
internal sealed class YamlPieces(SheetFaults faults)
{
    public SheetNode? Read(string text)
    {
        using var reader = new StringReader(text);
        var parser = new Parser(reader);
        try
        {
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
            {
                faults.Add(1, 1, "the sheet is empty");
                return null;
            }

            var root = ReadNode(parser, 0);
            parser.Consume<DocumentEnd>();
            if (!parser.Accept<StreamEnd>(out _))
                Add(parser.Current!.Start, "a sheet is one document; a second one begins here");
            return root;
        }
        catch (YamlException broken)
        {
            var says = broken.Message;
            Add(broken.Start, $"this is no YAML: {char.ToLowerInvariant(says[0])}{says[1..].TrimEnd('.')}");
            return null;
        }
        catch (InvalidOperationException)
        {
            // All that the scanner of YamlDotNet 18.1 says when a word runs on over the lines of a list or map that is never closed.
            Add(parser.Current?.Start ?? Mark.Empty, "this is no YAML: the list or map that stands here is not closed");
            return null;
        }
    }

    private SheetNode ReadNode(IParser parser, int depth)
    {
        if (depth > SheetText.Deepest)
        {
            Add(parser.Current!.Start, $"the sheet is nested deeper than {SheetText.Deepest}");
            faults.Throw();
        }

        if (parser.Accept<NodeEvent>(out var node) && (!node.Anchor.IsEmpty || (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific)))
            Add(node.Start, "anchors and tags are not allowed in sheets");
        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            Add(alias.Start, "aliases are not allowed in sheets");
            return new SheetScalar("", SheetScalarKind.Nothing, Line(alias.Start), Column(alias.Start));
        }

        if (parser.TryConsume<SequenceStart>(out var sequence))
        {
            var items = new List<SheetNode>();
            while (!parser.TryConsume<SequenceEnd>(out _))
                items.Add(ReadNode(parser, depth + 1));
            return new SheetList(items, Line(sequence.Start), Column(sequence.Start));
        }

        return parser.TryConsume<MappingStart>(out var mapping) ? ReadMap(parser, mapping, depth) : ReadScalar(parser.Consume<Scalar>());
    }

    private SheetMap ReadMap(IParser parser, MappingStart mapping, int depth)
    {
        var entries = new List<SheetEntry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(parser, depth + 1);
            var value = ReadNode(parser, depth + 1);
            if (key is SheetScalar name)
                entries.Add(new SheetEntry(name, value));
            else
                faults.Add(key, $"a key is a name; this is {key.Kind}");
        }

        return new SheetMap(entries, Line(mapping.Start), Column(mapping.Start));
    }

    private static SheetScalar ReadScalar(Scalar scalar)
    {
        var kind = scalar.Style == ScalarStyle.Plain ? ScalarWords.KindOf(scalar.Value) : SheetScalarKind.Text;
        var indent = scalar.Style switch
        {
            ScalarStyle.Literal => SheetScalar.Block,
            _ when scalar.Start.Line != scalar.End.Line => SheetScalar.Folded,
            ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted => 1,
            _ => 0,
        };
        return new SheetScalar(scalar.Value, kind, Line(scalar.Start), Column(scalar.Start), indent);
    }

    private void Add(Mark at, string says) => faults.Add(Line(at), Column(at), says);

    private static int Line(Mark at) => (int)at.Line;

    private static int Column(Mark at) => (int)at.Column;
}
