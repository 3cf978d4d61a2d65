using System.Text.Json.Serialization;
using Moderation.Core.Subjects;

namespace Moderation.Core.Wire;

/// <summary>What can happen to a live and the people in it.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<SessionEventKind>))]
public enum SessionEventKind
{
    /// <summary>The live began.</summary>
    LiveStarted,

    /// <summary>The live is over; evidence about it is dropped.</summary>
    LiveEnded,

    /// <summary>A person came on screen. Needs participant, role and tile.</summary>
    ParticipantJoined,

    /// <summary>A person left the screen. Needs participant.</summary>
    ParticipantLeft,

    /// <summary>A person's tile moved. Needs participant and tile.</summary>
    TileChanged,

    /// <summary>A match began. Needs match.</summary>
    MatchStarted,

    /// <summary>A match ended. Needs match.</summary>
    MatchEnded,

    /// <summary>A gift animation or sticker covers a face. Needs participant.</summary>
    OverlayOn,

    /// <summary>The overlay is gone. Needs participant.</summary>
    OverlayOff,

    /// <summary>A face-altering filter was switched on. Needs participant.</summary>
    FilterOn,

    /// <summary>The filter was switched off. Needs participant.</summary>
    FilterOff,
}

/// <summary>One event in the course of a live. Value of <see cref="TopicNames.Sessions"/>, key is the live.</summary>
public sealed record SessionEventRecord : IWireRecord
{
    /// <inheritdoc/>
    public required int V { get; init; }

    /// <summary>The live.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>The platform's id of this event, unique inside the live.</summary>
    public required string EventId { get; init; }

    /// <summary>When it happened, by the platform's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened.</summary>
    public required SessionEventKind Kind { get; init; }

    /// <summary>Who it concerns; needed by the kinds that say so.</summary>
    public ParticipantId? ParticipantId { get; init; }

    /// <summary>The participant's account, where the platform tells.</summary>
    public UserId? UserId { get; init; }

    /// <summary>The participant's role.</summary>
    public ParticipantRole? Role { get; init; }

    /// <summary>Where the participant is in the picture.</summary>
    public NormalizedBox? Tile { get; init; }

    /// <summary>The match, for match events.</summary>
    public string? MatchId { get; init; }

    /// <summary>ISO 3166-1 alpha-2 code of the country whose rules hold for the live, on <see cref="SessionEventKind.LiveStarted"/>; null where the platform does not tell.</summary>
    public string? Country { get; init; }

    /// <summary>Viewers present, where the platform tells.</summary>
    public int? ViewerCount { get; init; }

    /// <inheritdoc/>
    public string? FindFault() => Kind switch
    {
        SessionEventKind.ParticipantJoined when ParticipantId is null => "participant_joined without participantId",
        SessionEventKind.ParticipantJoined when Role is null => "participant_joined without role",
        SessionEventKind.ParticipantJoined when Tile is null => "participant_joined without tile",
        SessionEventKind.TileChanged when ParticipantId is null => "tile_changed without participantId",
        SessionEventKind.TileChanged when Tile is null => "tile_changed without tile",
        SessionEventKind.ParticipantLeft when ParticipantId is null => "participant_left without participantId",
        SessionEventKind.OverlayOn or SessionEventKind.OverlayOff or SessionEventKind.FilterOn or SessionEventKind.FilterOff
            when ParticipantId is null => "overlay or filter event without participantId",
        SessionEventKind.MatchStarted or SessionEventKind.MatchEnded when MatchId is null => "match event without matchId",
        _ when Country is { } country && !(country.Length == 2 && char.IsAsciiLetterUpper(country[0]) && char.IsAsciiLetterUpper(country[1])) => "country is no ISO 3166-1 alpha-2 code",
        _ when Tile is { } tile && !tile.IsInsideFrame() => "tile is not inside the frame",
        _ => null,
    };
}
