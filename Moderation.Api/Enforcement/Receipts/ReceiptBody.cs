using System.Buffers;
using System.Text.Json;
using Moderation.Core.Wire;

namespace Moderation.Api.Enforcement.Receipts;

/// <summary>What is wrong with one receipt of a request.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Says">What is wrong; names fields and rules, never values.</param>
public sealed record ReceiptFault(int Index, string Says);

/// <summary>Receipts that came as the body of a request: one, or an array of them. They are read as those on the topic are.</summary>
internal static class ReceiptBody
{
    /// <summary>Most receipts of one request.</summary>
    public const int MaxCount = 100;

    /// <summary>Longest body.</summary>
    public const int MaxByteCount = 256 * 1024;

    // What the topic takes as one message is 64 KiB, headers of the batch included.
    private const int MaxRecordByteCount = 32 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>Reads a body. Of a body with faults nothing is used.</summary>
    public static (IReadOnlyList<ActionReceiptRecord> Receipts, IReadOnlyList<ReceiptFault> Faults) Read(ReadOnlyMemory<byte> body)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body, Strict);
        }
        catch (JsonException e)
        {
            return ([], [new ReceiptFault(0, $"no JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine}, or a field is given twice")]);
        }

        using (document)
        {
            var items = document.RootElement.ValueKind == JsonValueKind.Array ? [.. document.RootElement.EnumerateArray()] : new[] { document.RootElement };
            return items.Length is >= 1 and <= MaxCount ? ReadAll(items) : ([], [new ReceiptFault(0, $"an array holds 1 to {MaxCount} receipts, and this one {items.Length}")]);
        }
    }

    private static (IReadOnlyList<ActionReceiptRecord>, IReadOnlyList<ReceiptFault>) ReadAll(JsonElement[] items)
    {
        var (receipts, faults) = (new List<ActionReceiptRecord>(), new List<ReceiptFault>());
        for (var i = 0; i < items.Length; i++)
        {
            var outcome = ReadOne(items[i]);
            if (outcome.Record is { } receipt)
                receipts.Add(receipt);
            else
                faults.Add(new ReceiptFault(i, outcome.Detail));
        }

        return (receipts, faults);
    }

    private static ReadOutcome<ActionReceiptRecord> ReadOne(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
            return new ReadOutcome<ActionReceiptRecord>(null, DeadLetterReason.InvalidRecord, "a receipt is a JSON object");
        var value = WithVersion(item);
        return value.Length > MaxRecordByteCount
            ? new ReadOutcome<ActionReceiptRecord>(null, DeadLetterReason.InvalidRecord, $"a receipt has at most {MaxRecordByteCount} bytes")
            : RecordReader.Read(value, WireJson.Default.ActionReceiptRecord);
    }

    /// <summary>Says the version where the sender left it out, which is what is asked of it.</summary>
    private static ReadOnlySpan<byte> WithVersion(JsonElement item)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            if (!item.TryGetProperty("v", out _))
                writer.WriteNumber("v", WireVersion.Current);
            foreach (var field in item.EnumerateObject())
                field.WriteTo(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan;
    }
}
