using System.Text.Json;
using Moderation.Core.Policies.Sessions;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Policies.Backtests;

/// <summary>One entry of a stored log, not read yet: a line of a recorded file, or a record as it lies in the topic.</summary>
/// <param name="Bytes">The bytes.</param>
/// <param name="At">Where it lies in the topic; null for a line of a file, which tells itself.</param>
/// <param name="Source">Where it comes from, for faults.</param>
/// <param name="Line">Line of the file, from 1; 0 for a record of the topic.</param>
internal readonly record struct LoggedLine(byte[] Bytes, RecordRef? At, string Source, long Line)
{
    // with what an entry names its live; every form of it names the same one
    private static ReadOnlySpan<byte> Field => "\"liveId\":\""u8;

    /// <summary>Lives whose entries may be told apart only by reading them whole go to the same place.</summary>
    public int PlaceAmong(int count)
    {
        var found = Bytes.AsSpan().IndexOf(Field);
        if (found < 0)
            return Place(LiveOf(Bytes), count);
        var rest = Bytes.AsSpan(found + Field.Length);
        return Place(rest[..Math.Max(0, rest.IndexOf((byte)'"'))], count);
    }

    /// <exception cref="ToolException">A line that cannot be read; the message names it.</exception>
    public RecordedSignal? Read()
    {
        if (At is { } at)
            return RecordReader.Read(Bytes, WireJson.Default.SignalRecord).Record is { } signal ? new RecordedSignal(signal, at) : null;
        try
        {
            return RecordedSession.ReadLine(Bytes);
        }
        catch (FormatException e)
        {
            throw new ToolException($"{Source}: line {Line}: {e.Message}", e);
        }
    }

    private static int Place(ReadOnlySpan<byte> live, int count)
    {
        var hash = 2166136261u;
        foreach (var b in live)
            hash = (hash ^ b) * 16777619u;
        return (int)((hash ^ hash >> 16) % (uint)count);
    }

    /// <summary>The value of the first field of that name, however the writer spaced it; empty where there is none.</summary>
    private static byte[] LiveOf(byte[] bytes)
    {
        try
        {
            var json = new Utf8JsonReader(bytes);
            while (json.Read())
            {
                if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("liveId"u8) && json.Read() && json.TokenType == JsonTokenType.String)
                    return json.ValueSpan.ToArray();
            }
        }
        catch (JsonException)
        {
            // whoever reads the line tells what is wrong with it
        }

        return [];
    }
}
