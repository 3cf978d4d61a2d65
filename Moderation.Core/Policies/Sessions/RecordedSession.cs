using System.Buffers;
using System.Text;
using System.Text.Json;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Policies.Sessions;

/// <summary>The log of a live as it is kept in a file: one JSON object a line, in the order of the log.</summary>
/// <remarks>
/// A line holds <c>partition</c> and <c>offset</c>, which decisions cite, and <c>signal</c>, the record as it lies in <see cref="TopicNames.Signals"/>.
/// Markers of the partition (<see cref="SignalRecord.EveryLive"/>) stand among the live's own entries where they lie in the log.
/// </remarks>
public static class RecordedSession
{
    /// <summary>Writes one line, without its end.</summary>
    /// <param name="signal">The entry.</param>
    /// <param name="at">Where it lies.</param>
    public static string Write(SignalRecord signal, RecordRef at)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("partition", at.Partition);
            json.WriteNumber("offset", at.Offset);
            json.WritePropertyName("signal");
            JsonSerializer.Serialize(json, signal, WireJson.Default.SignalRecord);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads one line.</summary>
    /// <remarks>Errors: <see cref="FormatException"/> that says what is wrong; it never repeats content.</remarks>
    /// <param name="line">The line's bytes: UTF-8.</param>
    public static RecordedSignal ReadLine(ReadOnlySpan<byte> line)
    {
        int? partition = null;
        long? offset = null;
        var from = 0L;
        var to = 0L;
        try
        {
            var json = new Utf8JsonReader(line);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                throw new FormatException("a line must be a JSON object with partition, offset and signal");
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var name = json.GetString();
                json.Read();
                switch (name)
                {
                    case "partition" when json.TokenType == JsonTokenType.Number && json.TryGetInt32(out var number):
                        partition = number;
                        break;
                    case "offset" when json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var number):
                        offset = number;
                        break;
                    case "signal" when json.TokenType == JsonTokenType.StartObject:
                        from = json.TokenStartIndex;
                        json.Skip();
                        to = json.BytesConsumed;
                        break;
                    default:
                        json.Skip();
                        break;
                }
            }
        }
        catch (JsonException e)
        {
            throw new FormatException($"no JSON at byte {e.BytePositionInLine}", e);
        }

        if (partition is not { } p || offset is not { } o || to == 0)
            throw new FormatException("a line must have partition, offset and signal");
        var outcome = RecordReader.Read(line[(int)from..(int)to], WireJson.Default.SignalRecord);
        return outcome.Record is { } signal
            ? new RecordedSignal(signal, new RecordRef(TopicNames.Signals, p, o))
            : throw new FormatException($"signal: {outcome.Detail}");
    }

    /// <summary>Reads a whole file; empty lines are passed over.</summary>
    /// <remarks>Errors: <see cref="FormatException"/> that names the line.</remarks>
    /// <param name="text">The file's text.</param>
    public static IReadOnlyList<RecordedSignal> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var signals = new List<RecordedSignal>();
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (line.IsWhiteSpace())
                continue;
            try
            {
                signals.Add(ReadLine(Encoding.UTF8.GetBytes(line.ToString())));
            }
            catch (FormatException e)
            {
                throw new FormatException($"line {number}: {e.Message}", e);
            }
        }

        return signals;
    }
}

/// <summary>One entry of a log, and where it lies.</summary>
/// <param name="Signal">The entry.</param>
/// <param name="At">Where it lies; decisions cite it.</param>
public readonly record struct RecordedSignal(SignalRecord Signal, RecordRef At);
