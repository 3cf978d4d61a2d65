using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Evidence;

/// <summary>One row of <c>session_event</c>.</summary>
internal sealed record SessionEventRow
{
    public string EventId { get; init; } = "";

    public DateTimeOffset OccurredAt { get; init; }

    public string Kind { get; init; } = "";

    public string? ParticipantId { get; init; }

    public string? UserId { get; init; }

    public string? Role { get; init; }

    public double? TileLeft { get; init; }

    public double? TileTop { get; init; }

    public double? TileWidth { get; init; }

    public double? TileHeight { get; init; }

    public string? MatchId { get; init; }

    public string? Country { get; init; }

    public int? ViewerCount { get; init; }

    public SessionEventResponse ToResponse() => new()
    {
        EventId = EventId,
        At = OccurredAt,
        Kind = WireWord.Parse<SessionEventKind>(Kind),
        ParticipantId = ParticipantId is { } participant ? Core.Subjects.ParticipantId.Parse(participant) : null,
        UserId = UserId is { } user ? Core.Subjects.UserId.Parse(user) : null,
        Role = Role is { } role ? WireWord.Parse<ParticipantRole>(role) : null,
        Tile = this is { TileLeft: { } left, TileTop: { } top, TileWidth: { } width, TileHeight: { } height } ? new NormalizedBox(left, top, width, height) : null,
        MatchId = MatchId,
        Country = Country,
        ViewerCount = ViewerCount,
    };
}
