using System.Globalization;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Tests.Support;

/// <summary>Whole, valid records of what platforms tell of the course of a live.</summary>
internal static class SessionEvents
{
    public static readonly NormalizedBox LeftHalf = new(0, 0, 0.5, 1), RightHalf = new(0.5, 0, 0.5, 1);

    public static SessionEventRecord Event(string live, int number, SessionEventKind kind, string? participant = null) => new()
    {
        V = 1,
        LiveId = LiveId.Parse(live),
        EventId = number.ToString(CultureInfo.InvariantCulture),
        At = Records.Noon.AddSeconds(number),
        Kind = kind,
        ParticipantId = participant is null ? null : ParticipantId.Parse(participant),
    };

    public static SessionEventRecord Joined(string live, int number, string participant, ParticipantRole role, NormalizedBox tile, string? user = null) =>
        Event(live, number, SessionEventKind.ParticipantJoined, participant) with { Role = role, Tile = tile, UserId = user is null ? null : UserId.Parse(user) };
}
