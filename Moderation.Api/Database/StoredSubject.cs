using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Database;

/// <summary>The subject of a report or an order, out of the columns that it is stored in.</summary>
internal static class StoredSubject
{
    public static SubjectRef Read(string kind, string? participantId, string? role, string? userId, string? otherUserId) => new()
    {
        Kind = WireWord.Parse<SubjectKind>(kind),
        ParticipantId = participantId is null ? null : ParticipantId.Parse(participantId),
        Role = role is null ? null : WireWord.Parse<ParticipantRole>(role),
        UserId = userId is null ? null : UserId.Parse(userId),
        OtherUserId = otherUserId is null ? null : UserId.Parse(otherUserId),
    };
}
