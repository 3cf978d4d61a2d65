namespace Moderation.Core.Policies.Sheets;

/// <summary>A piece of a sheet's text, with its place: the common ground of YAML and JSON.</summary>
/// <param name="line">Line, from 1; 0 where the piece was made by code.</param>
/// <param name="column">Column, from 1.</param>
public abstract class SheetNode(int line, int column)
{
    /// <summary>Line, from 1; 0 where the piece was made by code.</summary>
    public int Line { get; } = line;

    /// <summary>Column, from 1.</summary>
    public int Column { get; } = column;

    /// <summary>What it is, in one word, for faults.</summary>
    public abstract string Kind { get; }
}

/// <summary>What a single value is in JSON.</summary>
public enum SheetScalarKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A number, in the digits that it was written in.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Truth,

    /// <summary>Nothing: <c>null</c>, or a key without a value.</summary>
    Nothing,
}

/// <summary>A single value.</summary>
public sealed class SheetScalar : SheetNode
{
    internal const int Block = -1;
    internal const int Folded = -2;

    private readonly int _indent;

    /// <summary>Makes a value.</summary>
    /// <param name="text">The text, without quotes.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="line">Line, from 1.</param>
    /// <param name="column">Column, from 1.</param>
    /// <param name="indent">Columns from there to the first unit of the text: 1 behind a quote; one of the constants below where the text is broken over lines.</param>
    internal SheetScalar(string text, SheetScalarKind kind, int line = 0, int column = 0, int indent = 0)
        : base(line, column)
    {
        Text = text;
        ScalarKind = kind;
        _indent = indent;
    }

    /// <summary>The text, without quotes.</summary>
    public string Text { get; }

    /// <summary>What it is in JSON.</summary>
    public SheetScalarKind ScalarKind { get; }

    /// <inheritdoc/>
    public override string Kind => ScalarKind == SheetScalarKind.Nothing ? "nothing" : "a single value";

    /// <summary>Line and column of a place in the text. Inside a block of lines only the line is told, and of folded lines only the first.</summary>
    /// <param name="offset">UTF-16 units from the start of the text.</param>
    public (int Line, int Column) PlaceOf(int offset) => _indent switch
    {
        Folded => (Line, Column),
        Block => (Line + 1 + Text.AsSpan(0, Math.Min(offset, Text.Length)).Count('\n'), 1),
        _ => (Line, Column + _indent + offset),
    };
}

/// <summary>A list of pieces.</summary>
public sealed class SheetList : SheetNode
{
    internal SheetList(IReadOnlyList<SheetNode> items, int line = 0, int column = 0)
        : base(line, column) => Items = items;

    /// <summary>The pieces.</summary>
    public IReadOnlyList<SheetNode> Items { get; }

    /// <inheritdoc/>
    public override string Kind => "a list";
}

/// <summary>Pieces by name.</summary>
public sealed class SheetMap : SheetNode
{
    internal SheetMap(IReadOnlyList<SheetEntry> entries, int line = 0, int column = 0)
        : base(line, column) => Entries = entries;

    /// <summary>The pieces in the order of the text.</summary>
    public IReadOnlyList<SheetEntry> Entries { get; }

    /// <inheritdoc/>
    public override string Kind => "a map";

    /// <summary>The piece of a name; null where there is none.</summary>
    /// <param name="key">The name.</param>
    public SheetNode? Find(string key) => Entries.FirstOrDefault(entry => entry.Key.Text == key)?.Value;
}

/// <summary>One named piece.</summary>
/// <param name="Key">The name, with its place.</param>
/// <param name="Value">The piece.</param>
public sealed record SheetEntry(SheetScalar Key, SheetNode Value);
