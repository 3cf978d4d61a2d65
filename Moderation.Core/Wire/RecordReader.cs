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
            return IsWellFormed(value)
                ? Refuse<T>(DeadLetterReason.InvalidRecord, Explain(e))
                : Refuse<T>(DeadLetterReason.InvalidJson, $"no JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine}");
        }

        if (record is null)
            return Refuse<T>(DeadLetterReason.InvalidRecord, "the value is null");
        if (!WireVersion.IsReadable(record.V))
            return Refuse<T>(DeadLetterReason.UnknownVersion, $"version {record.V}, this build reads 1 to {WireVersion.Current}");
        return record.FindFault() is { } fault
            ? Refuse<T>(DeadLetterReason.InvalidRecord, fault)
            : new ReadOutcome<T>(record, null, "");
    }

    private static ReadOutcome<T> Refuse<T>(DeadLetterReason reason, string detail)
        where T : class, IWireRecord => new(null, reason, detail);

    /// <remarks>
    /// The serialiser's own text can repeat names out of the input, and an input's field names may be content. What it says about missing
    /// required fields lists our own names, so that sentence is kept; else the path is all that is told, cut where a foreign name could begin.
    /// </remarks>
    private static string Explain(JsonException e)
    {
        const string Marker = "missing required properties";
        if (e.Message.Contains(Marker, StringComparison.Ordinal))
        {
            var names = e.Message[(e.Message.LastIndexOf(':') is var colon && e.Message.IndexOf("including", StringComparison.Ordinal) is var from and > 0
                ? from + "including".Length
                : colon + 1)..];
            var end = names.IndexOf(". Path", StringComparison.Ordinal);
            return $"missing required fields {(end < 0 ? names : names[..end]).Trim(' ', ':', '.')}";
        }

        return $"a field has the wrong form at {e.Path ?? "$"}";
    }

    private static bool IsWellFormed(ReadOnlySpan<byte> value)
    {
        var reader = new Utf8JsonReader(value, new JsonReaderOptions { MaxDepth = 32 });
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
