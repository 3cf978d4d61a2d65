using System.Text;
using System.Text.Json;

namespace Moderation.Api.Publication.Events;

/// <summary>An event as bytes of <c>text/event-stream</c>, made once for all readers.</summary>
internal static class EventFrame
{
    /// <summary>A comment, which readers pass over.</summary>
    public static readonly byte[] Heartbeat = Encoding.UTF8.GetBytes(": \n\n");

    /// <summary>How long readers wait before they ask again, and that the answer has begun.</summary>
    public static readonly byte[] Beginning = Encoding.UTF8.GetBytes("retry: 2000\n\n");

    /// <summary>Writes an event down.</summary>
    /// <param name="id">Names it to readers that come back; null where nobody can come back to it.</param>
    /// <param name="change">What happened.</param>
    public static byte[] Of(string? id, ChangeEvent change)
    {
        var name = id is null ? "" : $"id: {id}\n";
        return Encoding.UTF8.GetBytes($"{name}event: {change.Kind}\ndata: {JsonSerializer.Serialize(change, EventJson.Default.ChangeEvent)}\n\n");
    }
}
