using System.Text.Json.Serialization;
using Moderation.Core.Subjects;

namespace Moderation.Core.Wire;

/// <summary>What sort of thing a report or an order concerns.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<SubjectKind>))]
public enum SubjectKind
{
    /// <summary>A person on screen. Needs participantId and role; userId where the platform tells.</summary>
    Participant,

    /// <summary>An account in the chat. Needs userId.</summary>
    Author,

    /// <summary>What one account says to another. Needs userId, who speaks, and otherUserId, who is spoken to.</summary>
    Pair,

    /// <summary>The live as a whole.</summary>
    Live,

    /// <summary>An account that sends gifts. Needs userId.</summary>
    Gifter,
}

/// <summary>Whom or what in a live a report or an order concerns. Made by its factories, one per kind.</summary>
public sealed record SubjectRef
{
    /// <summary>The sort of subject; it says which of the other fields are there.</summary>
    public required SubjectKind Kind { get; init; }

    /// <summary>The person on screen.</summary>
    public ParticipantId? ParticipantId { get; init; }

    /// <summary>Why that person is on screen.</summary>
    public ParticipantRole? Role { get; init; }

    /// <summary>The account: of the participant where the platform tells, of the author, or of who speaks in a pair.</summary>
    public UserId? UserId { get; init; }

    /// <summary>The account that is spoken to in a pair.</summary>
    public UserId? OtherUserId { get; init; }

    /// <summary>A person on screen.</summary>
    /// <param name="participant">The person.</param>
    /// <param name="role">Why the person is on screen.</param>
    /// <param name="user">The person's account, where the platform tells.</param>
    public static SubjectRef OfParticipant(ParticipantId participant, ParticipantRole role, UserId? user = null) =>
        new() { Kind = SubjectKind.Participant, ParticipantId = participant, Role = role, UserId = user };

    /// <summary>An account in the chat.</summary>
    /// <param name="user">The account.</param>
    public static SubjectRef OfAuthor(UserId user) => new() { Kind = SubjectKind.Author, UserId = user };

    /// <summary>What one account says to another.</summary>
    /// <param name="speaker">Who speaks.</param>
    /// <param name="other">Who is spoken to.</param>
    public static SubjectRef OfPair(UserId speaker, UserId other) => new() { Kind = SubjectKind.Pair, UserId = speaker, OtherUserId = other };

    /// <summary>The live as a whole.</summary>
    public static SubjectRef OfLive() => new() { Kind = SubjectKind.Live };

    /// <summary>An account that sends gifts.</summary>
    /// <param name="user">The account.</param>
    public static SubjectRef OfGifter(UserId user) => new() { Kind = SubjectKind.Gifter, UserId = user };

    /// <summary>Says which field its kind lacks or does not have; null when it is right.</summary>
    public string? FindFault() => Kind switch
    {
        SubjectKind.Participant when ParticipantId is null || Role is null => "a participant as subject needs participantId and role",
        SubjectKind.Author when UserId is null => "an author as subject needs userId",
        SubjectKind.Gifter when UserId is null => "a gifter as subject needs userId",
        SubjectKind.Pair when UserId is null || OtherUserId is null => "a pair as subject needs userId and otherUserId",
        not SubjectKind.Participant when ParticipantId is not null || Role is not null => "only a participant as subject has participantId and role",
        not SubjectKind.Pair when OtherUserId is not null => "only a pair as subject has otherUserId",
        SubjectKind.Live when UserId is not null => "the live as subject has no userId",
        _ => null,
    };

    /// <summary>The subject in one word out of its ids; unique in its live. No id holds a slash or an arrow, so no two subjects read the same.</summary>
    public override string ToString() => Kind switch
    {
        SubjectKind.Participant => $"{ParticipantId}",
        SubjectKind.Author => $"author/{UserId}",
        SubjectKind.Gifter => $"gifter/{UserId}",
        SubjectKind.Pair => $"pair/{UserId}/{OtherUserId}",
        _ => "live/",
    };
}
