using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Evidence;

/// <summary>What the platform told of the course of a live.</summary>
public sealed record SessionEventsResponse
{
    /// <summary>The live.</summary>
    public required LiveId LiveId { get; init; }

    /// <summary>Whether these are all that are stored; else they are the newest 1,000.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>The events, oldest first. What the platform did not tell is not here, and happened all the same.</summary>
    public required IReadOnlyList<SessionEventResponse> Events { get; init; }
}

/// <summary>One event in the course of a live, as it was told; what a record left out is null.</summary>
public sealed record SessionEventResponse
{
    /// <summary>The platform's id of this event, unique inside the live.</summary>
    public required string EventId { get; init; }

    /// <summary>When it happened, by the platform's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened.</summary>
    public required SessionEventKind Kind { get; init; }

    /// <summary>Who it concerns.</summary>
    public required ParticipantId? ParticipantId { get; init; }

    /// <summary>The participant's account.</summary>
    public required UserId? UserId { get; init; }

    /// <summary>The participant's role.</summary>
    public required ParticipantRole? Role { get; init; }

    /// <summary>Where the participant is in the picture.</summary>
    public required NormalizedBox? Tile { get; init; }

    /// <summary>The match.</summary>
    public required string? MatchId { get; init; }

    /// <summary>Country whose rules hold for the live, ISO 3166-1 alpha-2.</summary>
    public required string? Country { get; init; }

    /// <summary>Viewers present.</summary>
    public required int? ViewerCount { get; init; }
}
