using System.Text;
using System.Text.Json;
using Moderation.Core.Subjects;

namespace Moderation.Core.Wire;

/// <summary>Walks over JSON whose fields stand in the order in which <see cref="WireJson"/> writes them.</summary>
/// <remarks>
/// Whatever is not as expected sets <see cref="IsOther"/>, after which nothing moves any more and everything is empty: then another reader has to say what the bytes are.
/// Values mean what they mean to <see cref="JsonSerializer"/>, because the same <see cref="Utf8JsonReader"/> reads them.
/// Bytes that are no JSON are a <see cref="JsonException"/>.
/// </remarks>
internal ref struct WrittenJson
{
    private Utf8JsonReader _json;

    public WrittenJson(ReadOnlySpan<byte> value)
    {
        _json = new Utf8JsonReader(value, new JsonReaderOptions { MaxDepth = RecordReader.MaxDepth });
        _json.Read();
    }

    /// <summary>Whether something was not as expected.</summary>
    public bool IsOther { get; private set; }

    public void BeginObject() => Pass(JsonTokenType.StartObject);

    public void EndObject() => Pass(JsonTokenType.EndObject);

    /// <summary>Ends the outermost object, after which nothing may come.</summary>
    public void End()
    {
        if (_json.TokenType != JsonTokenType.EndObject || _json.Read())
            IsOther = true;
    }

    /// <summary>Whether a field comes next; then its value is next.</summary>
    public bool Has(ReadOnlySpan<byte> name)
    {
        if (IsOther || _json.TokenType != JsonTokenType.PropertyName || !_json.ValueSpan.SequenceEqual(name))
            return false;
        _json.Read();
        return true;
    }

    /// <summary>Passes the name of a field that has to come next.</summary>
    public void Pass(ReadOnlySpan<byte> name) => IsOther |= !Has(name);

    public void BeginList(ReadOnlySpan<byte> name)
    {
        Pass(name);
        Pass(JsonTokenType.StartArray);
    }

    /// <summary>Whether the list goes on; at its end it is passed.</summary>
    public bool HasMore()
    {
        if (IsOther)
            return false;
        if (_json.TokenType != JsonTokenType.EndArray)
            return true;
        _json.Read();
        return false;
    }

    /// <summary>The bytes of a text of plain ASCII without escapes: nearly all that this service writes.</summary>
    public ReadOnlySpan<byte> Plain()
    {
        if (IsOther || _json.TokenType != JsonTokenType.String || _json.ValueIsEscaped || !Ascii.IsValid(_json.ValueSpan))
        {
            IsOther = true;
            return [];
        }

        var text = _json.ValueSpan;
        _json.Read();
        return text;
    }

    public string Text(ReadOnlySpan<byte> name)
    {
        Pass(name);
        return Encoding.ASCII.GetString(Plain());
    }

    public string? TextOrNull(ReadOnlySpan<byte> name) => Has(name) ? Encoding.ASCII.GetString(Plain()) : null;

    public T Id<T>(ReadOnlySpan<byte> name)
        where T : struct, ITextId<T>
    {
        IsOther |= !TextId.TryParse<T>(Text(name), out var id);
        return id;
    }

    public T? IdOrNull<T>(ReadOnlySpan<byte> name)
        where T : struct, ITextId<T>
    {
        if (TextOrNull(name) is not { } text)
            return null;
        IsOther |= !TextId.TryParse<T>(text, out var id);
        return id;
    }

    public T Word<T>()
        where T : struct, Enum
    {
        IsOther |= !WireWord.TryParse<T>(Plain(), out var value);
        return value;
    }

    public T Word<T>(ReadOnlySpan<byte> name)
        where T : struct, Enum
    {
        Pass(name);
        return Word<T>();
    }

    public T? WordOrNull<T>(ReadOnlySpan<byte> name)
        where T : struct, Enum => Has(name) ? Word<T>() : null;

    public int Whole(ReadOnlySpan<byte> name)
    {
        Pass(name);
        var value = 0;
        Take(IsNumber && _json.TryGetInt32(out value));
        return value;
    }

    public long Long(ReadOnlySpan<byte> name)
    {
        Pass(name);
        var value = 0L;
        Take(IsNumber && _json.TryGetInt64(out value));
        return value;
    }

    public double Number(ReadOnlySpan<byte> name)
    {
        Pass(name);
        return Number();
    }

    public double? NumberOrNull(ReadOnlySpan<byte> name) => Has(name) ? Number() : null;

    public bool Truth(ReadOnlySpan<byte> name)
    {
        Pass(name);
        return Truth();
    }

    public bool? TruthOrNull(ReadOnlySpan<byte> name) => Has(name) ? Truth() : null;

    public DateTimeOffset Time(ReadOnlySpan<byte> name)
    {
        Pass(name);
        return Time();
    }

    public DateTimeOffset? TimeOrNull(ReadOnlySpan<byte> name) => Has(name) ? Time() : null;

    private readonly bool IsNumber => _json.TokenType == JsonTokenType.Number;

    private double Number()
    {
        var value = 0.0;
        Take(IsNumber && _json.TryGetDouble(out value));
        return value;
    }

    private bool Truth()
    {
        var value = _json.TokenType == JsonTokenType.True;
        Take(value || _json.TokenType == JsonTokenType.False);
        return value;
    }

    private DateTimeOffset Time()
    {
        DateTimeOffset value = default;
        // Escapes that end in the middle of a character are an exception there.
        Take(_json is { TokenType: JsonTokenType.String, ValueIsEscaped: false } && _json.TryGetDateTimeOffset(out value));
        return value;
    }

    private void Pass(JsonTokenType token) => Take(_json.TokenType == token);

    private void Take(bool isExpected)
    {
        if (IsOther || !isExpected)
            IsOther = true;
        else
            _json.Read();
    }
}
