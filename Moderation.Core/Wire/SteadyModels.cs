using System.Text;

namespace Moderation.Core.Wire;

/// <summary>The models of an entry, which are mostly the same from entry to entry; then they are the same list, which nobody may change.</summary>
internal sealed class SteadyModels
{
    private readonly List<ModelRef> _read = [];
    private ModelRef[] _last = [];

    public ModelRef[] Read(ref WrittenJson json)
    {
        _read.Clear();
        for (json.BeginList("models"u8); json.HasMore(); json.EndObject())
        {
            json.BeginObject();
            _read.Add(Next(ref json));
        }

        if (!_read.SequenceEqual(_last))
            _last = [.. _read];
        return _last;
    }

    private ModelRef Next(ref WrittenJson json)
    {
        json.Pass("name"u8);
        var name = json.Plain();
        json.Pass("hash"u8);
        var hash = json.Plain();
        return _read.Count < _last.Length && _last[_read.Count] is var last && Ascii.Equals(name, last.Name) && Ascii.Equals(hash, last.Hash)
            ? last
            : new ModelRef(Encoding.ASCII.GetString(name), Encoding.ASCII.GetString(hash));
    }
}
