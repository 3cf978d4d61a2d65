namespace Moderation.Core.Evidence.Text;

/// <summary>The newest lines of a subject by event time, oldest first, up to a number.</summary>
internal sealed class KeptLines(int capacity)
{
    private readonly List<LineReading> _lines = [];

    public IReadOnlyList<LineReading> All => _lines;

    /// <summary>Puts a line where its event time says. In a full list the oldest makes place; a line older than all of them is not kept.</summary>
    public void Add(in LineReading line)
    {
        var place = _lines.Count;
        while (place > 0 && _lines[place - 1].At > line.At)
            place--;
        if (_lines.Count < capacity)
        {
            _lines.Insert(place, line);
        }
        else if (place > 0)
        {
            _lines.RemoveAt(0);
            _lines.Insert(place - 1, line);
        }
    }

    /// <summary>Writes them down.</summary>
    public void Save(StateWriter writer)
    {
        writer.Write((long)_lines.Count);
        foreach (var line in _lines)
            line.Save(writer);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <remarks>Errors: <see cref="FormatException"/>.</remarks>
    public static KeptLines Restore(StateReader reader, int capacity)
    {
        var count = reader.ReadCount();
        if (count > capacity)
            throw new FormatException("state: too many kept lines");
        var kept = new KeptLines(capacity);
        for (; count > 0; count--)
            kept._lines.Add(LineReading.Restore(reader));
        return kept;
    }
}
