using System.Globalization;
using System.Text;
using System.Text.Json;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Intake.Streams;

/// <summary>Tells of lives that were found by their streams. All that a stream shows of its people is one picture: one host whose tile is all of it.</summary>
/// <remarks>Every event's id carries its time: a name that is used again tomorrow must not have its beginning taken for yesterday's.</remarks>
internal sealed class SessionAnnouncer(IRecordPublisher publisher)
{
    public static ParticipantId Host { get; } = ParticipantId.Parse("host");

    public void Began(LiveId live, DateTimeOffset at)
    {
        Send(Event(live, at, SessionEventKind.LiveStarted));
        Send(Event(live, at, SessionEventKind.ParticipantJoined) with { ParticipantId = Host, Role = ParticipantRole.Host, Tile = NormalizedBox.WholeFrame });
    }

    public void Ended(LiveId live, DateTimeOffset at) => Send(Event(live, at, SessionEventKind.LiveEnded));

    private static SessionEventRecord Event(LiveId live, DateTimeOffset at, SessionEventKind kind) => new()
    {
        V = WireVersion.Current,
        LiveId = live,
        EventId = string.Create(CultureInfo.InvariantCulture, $"stream.{at.UtcDateTime:yyyyMMdd'T'HHmmss.fffffff}.{WireWord.From(kind)}"),
        At = at,
        Kind = kind,
    };

    private void Send(SessionEventRecord happening) => publisher.Send(new OutgoingRecord(
        TopicNames.Sessions,
        Encoding.UTF8.GetBytes(happening.LiveId.Value),
        JsonSerializer.SerializeToUtf8Bytes(happening, WireJson.Default.SessionEventRecord),
        TraceParent: null));
}
