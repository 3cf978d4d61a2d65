using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Moderation.Core.Wire;

/// <summary>What came out of reading one value.</summary>
/// <typeparam name="T">The record type.</typeparam>
/// <param name="Record">The record; null when it cannot be used.</param>
/// <param name="Reason">Why not; null when there is a record.</param>
/// <param name="Detail">More on why not; names fields and rules, never content.</param>
public readonly record struct ReadOutcome<T>(T? Record, DeadLetterReason? Reason, string Detail)
    where T : class, IWireRecord;

/// <summary>Turns the bytes of a record's value into the record, or into the reason for a dead letter.</summary>
public static class RecordReader
{
    // that of WireJson
    internal const int MaxDepth = 32;

    /// <summary>Reads one value.</summary>
    /// <remarks>Never throws on bad input, whatever the bytes are.</remarks>
    /// <typeparam name="T">The record type.</typeparam>
    /// <param name="value">The value's bytes: UTF-8 JSON.</param>
    /// <param name="type">The type's metadata out of <see cref="WireJson"/>.</param>
    public static ReadOutcome<T> Read<T>(ReadOnlySpan<byte> value, JsonTypeInfo<T> type)
        where T : class, IWireRecord
    {
        if (value.IsEmpty)
            return Refuse<T>(DeadLetterReason.EmptyValue, "the value is empty");
        T? record;
        try
        {
            record = JsonSerializer.Deserialize(value, type);
        }
        catch (JsonException e)
        {
            return Refuse(value, type, e);
        }

        return record is null ? Refuse<T>(DeadLetterReason.InvalidRecord, "the value is null") : Check(record);
    }

    /// <summary>Takes a record that has all its fields, or says why it cannot be used.</summary>
    internal static ReadOutcome<T> Check<T>(T record)
        where T : class, IWireRecord
    {
        if (!WireVersion.IsReadable(record.V))
            return Refuse<T>(DeadLetterReason.UnknownVersion, $"version {record.V}, this build reads 1 to {WireVersion.Current}");
        return record.FindFault() is { } fault
            ? Refuse<T>(DeadLetterReason.InvalidRecord, fault)
            : new ReadOutcome<T>(record, null, "");
    }

    private static ReadOutcome<T> Refuse<T>(DeadLetterReason reason, string detail)
        where T : class, IWireRecord => new(null, reason, detail);

    private static ReadOutcome<T> Refuse<T>(ReadOnlySpan<byte> value, JsonTypeInfo<T> type, JsonException e)
        where T : class, IWireRecord
    {
        if (!TryReadVersion(value, out var version))
            return Refuse<T>(DeadLetterReason.InvalidJson, $"no JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine}");
        // a later version may have changed what this build requires, and that is no fault of the record
        return version > WireVersion.Current
            ? Refuse<T>(DeadLetterReason.UnknownVersion, $"version {version}, this build reads 1 to {WireVersion.Current}")
            : Refuse<T>(DeadLetterReason.InvalidRecord, Explain(e, type));
    }

    /// <remarks>
    /// The serialiser's own text can repeat names out of the input, and an input's field names may be content. What it says about missing
    /// required fields lists our own names, so that sentence is kept (it is told by its beginning, which no input can forge); else the path
    /// is all that is told, cut where a foreign name begins.
    /// </remarks>
    private static string Explain(JsonException e, JsonTypeInfo type)
    {
        const string Beginning = "JSON deserialization for type '";
        const string Marker = "missing required properties including: ";
        if (!e.Message.StartsWith(Beginning, StringComparison.Ordinal) || e.Message.IndexOf(Marker, StringComparison.Ordinal) is not (> 0 and var found))
            return $"a field has the wrong form at {RecordPath.KnownPart(type, e.Path)}";
        var names = e.Message[(found + Marker.Length)..];
        var end = names.IndexOf(". Path", StringComparison.Ordinal);
        return $"missing required fields {(end < 0 ? names : names[..end]).Trim(' ', '.')}";
    }

    /// <summary>Whether the value is JSON at all, and the whole number in its field <c>v</c>; 0 when there is none.</summary>
    private static bool TryReadVersion(ReadOnlySpan<byte> value, out int version)
    {
        version = 0;
        var reader = new Utf8JsonReader(value, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1 || !reader.ValueTextEquals("v"u8))
                    continue;
                if (reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var found))
                    version = found;
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
