using System.Text;

namespace Moderation.Core.Wire;

/// <summary>A field's text that is one of a few, in turn: each is the same object from entry to entry. Threads: one at a time.</summary>
internal sealed class SteadyTexts
{
    // More than there are languages; beyond that a text is read anew each time, and nothing grows.
    private const int MostKept = 8;
    private readonly List<string> _known = new(MostKept);

    public string? ReadOrNull(ref WrittenJson json, ReadOnlySpan<byte> name) => json.Has(name) ? Of(json.Plain()) : null;

    private string Of(ReadOnlySpan<byte> plain)
    {
        foreach (var known in _known)
        {
            if (Ascii.Equals(plain, known))
                return known;
        }

        var text = Encoding.ASCII.GetString(plain);
        if (_known.Count < MostKept)
            _known.Add(text);
        return text;
    }
}
