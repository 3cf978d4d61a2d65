using System.Text;

namespace Moderation.Core.Wire;

/// <summary>A field's text that is mostly the same from entry to entry; then it is the same object.</summary>
internal struct SteadyText
{
    private string? _last;

    public string Read(ref WrittenJson json, ReadOnlySpan<byte> name)
    {
        json.Pass(name);
        return Of(json.Plain());
    }

    private string Of(ReadOnlySpan<byte> plain) => _last is { } last && Ascii.Equals(plain, last) ? last : _last = Encoding.ASCII.GetString(plain);
}
