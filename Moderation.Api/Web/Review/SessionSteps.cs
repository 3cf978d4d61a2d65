using Moderation.Api.Evidence;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Web.Review;

/// <summary>Tells in words what platforms told of the course of a live.</summary>
/// <param name="words">In which language.</param>
/// <param name="told">What they told.</param>
/// <param name="subject">Whom the case is about.</param>
internal sealed class SessionSteps(Words words, SessionEventsResponse told, SubjectRef subject)
{
    // A tile is a half or the whole to the eye, not to the bit.
    private const double Slack = 0.02;

    // Whose account a participant is, is told when somebody comes.
    private readonly Dictionary<ParticipantId, UserId> _accounts = told.Events.Where(one => one is { ParticipantId: not null, UserId: not null })
        .GroupBy(one => one.ParticipantId!.Value).ToDictionary(person => person.Key, person => person.Last().UserId!.Value);

    public IEnumerable<TimelineStep> All => told.Events.Select(one => new TimelineStep(one.At, Say(one), IsSubject(one)));

    private string Say(SessionEventResponse one) => one.Kind switch
    {
        SessionEventKind.LiveStarted => one.Country is { } country ? words["the live began, under the rules of {0}", country] : words["the live began"],
        SessionEventKind.LiveEnded => words["the live ended"],
        SessionEventKind.ParticipantJoined => words["{0} came on screen as {1}: {2}", Who(one), one.Role is { } role ? words.Word(WireWord.From(role)) : "–", Where(one.Tile)],
        SessionEventKind.ParticipantLeft => words["{0} left the screen", Who(one)],
        SessionEventKind.TileChanged => words["{0} is elsewhere in the picture: {1}", Who(one), Where(one.Tile)],
        SessionEventKind.MatchStarted => words["match {0} began", one.MatchId],
        SessionEventKind.MatchEnded => words["match {0} ended", one.MatchId],
        SessionEventKind.OverlayOn => words["a gift animation or a sticker covers the face of {0}", Who(one)],
        SessionEventKind.OverlayOff => words["nothing covers the face of {0} any more", Who(one)],
        SessionEventKind.FilterOn => words["{0} has a filter on that changes the face", Who(one)],
        SessionEventKind.FilterOff => words["{0} has the filter off", Who(one)],
        _ => words.Word(WireWord.From(one.Kind)),
    };

    private string Who(SessionEventResponse one) => Account(one)?.Value ?? one.ParticipantId?.Value ?? "–";

    private UserId? Account(SessionEventResponse one) =>
        one.UserId ?? (one.ParticipantId is { } participant && _accounts.TryGetValue(participant, out var user) ? user : null);

    private bool IsSubject(SessionEventResponse one) => one.ParticipantId is { } participant
        && (participant == subject.ParticipantId || (Account(one) is { } account && (account == subject.UserId || account == subject.OtherUserId)));

    private string Where(NormalizedBox? tile) => tile switch
    {
        null => words["the platform does not say where"],
        { } box when Is(box, 0, 0, 1, 1) => words["the whole picture"],
        { } box when Is(box, 0, 0, 0.5, 1) => words["the left half of the picture"],
        { } box when Is(box, 0.5, 0, 0.5, 1) => words["the right half of the picture"],
        { } box when Is(box, 0, 0, 1, 0.5) => words["the upper half of the picture"],
        { } box when Is(box, 0, 0.5, 1, 0.5) => words["the lower half of the picture"],
        { } box => words["{0} of the width and {1} of the height, from {2} of the width and {3} of the height on", words.Percent(box.Width), words.Percent(box.Height), words.Percent(box.Left), words.Percent(box.Top)],
    };

    private static bool Is(NormalizedBox box, double left, double top, double width, double height) =>
        Math.Abs(box.Left - left) <= Slack && Math.Abs(box.Top - top) <= Slack && Math.Abs(box.Width - width) <= Slack && Math.Abs(box.Height - height) <= Slack;
}

/// <summary>Something that happened.</summary>
/// <param name="At">When.</param>
/// <param name="Text">What, in words.</param>
/// <param name="IsSubject">Whether it is about the person on screen whom the case is about.</param>
internal readonly record struct TimelineStep(DateTimeOffset At, string Text, bool IsSubject = false);
