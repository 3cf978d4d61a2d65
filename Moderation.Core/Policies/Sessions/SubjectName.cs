using Moderation.Core.Wire;

namespace Moderation.Core.Policies.Sessions;

/// <summary>How sheets' tests call a subject: somebody on screen by the name there, an account by its id, a pair as <c>u-1 to u-2</c>, and <c>live</c>.</summary>
internal static class SubjectName
{
    public static string Of(SubjectRef subject) => subject.Kind switch
    {
        SubjectKind.Participant => $"{subject.ParticipantId}",
        SubjectKind.Author or SubjectKind.Gifter => $"{subject.UserId}",
        SubjectKind.Pair => $"{subject.UserId} to {subject.OtherUserId}",
        _ => "live",
    };

    /// <summary>Whether a subject is meant by a name. A person on screen may be called by the account too, and a pair by who speaks.</summary>
    public static bool Means(string name, SubjectRef subject) =>
        name == Of(subject) || (subject.Kind is SubjectKind.Participant or SubjectKind.Pair && subject.UserId is { } user && name == user.Value);

    /// <summary>Whether a subject is somebody's, in whatever part: on screen, as author, as gifter, or on either side of a pair.</summary>
    public static bool Touches(string name, SubjectRef subject) =>
        Means(name, subject) || subject.UserId is { } user && name == user.Value || subject.OtherUserId is { } other && name == other.Value;
}
