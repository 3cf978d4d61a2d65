using Moderation.Core.Evidence.Text;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions.Text;

/// <summary>Everybody in one live whom text evidence is kept about, and whom each line concerns.</summary>
/// <remarks>
/// People on screen are always followed. Others are followed from their first flagged line, and pairs from the first flagged line or cue: a
/// crowd of ordinary authors costs nothing, and cannot push out those whom evidence is kept about.
/// </remarks>
internal sealed class TextSubjects
{
    private readonly Roster _roster;
    private readonly RecentMap<ParticipantId, TextSubject> _speakers;
    private readonly RecentMap<ParticipantId, TextSubject> _spokenToOnScreen;
    private readonly RecentMap<UserId, TextSubject> _authors;
    private readonly RecentMap<UserId, TextSubject> _spokenTo;
    private readonly RecentMap<(UserId Speaker, UserId? Other), TextSubject> _pairs;
    private readonly Func<UserId, TextSubject> _makeAuthor;
    private readonly Func<UserId, TextSubject> _makeSpokenTo;
    private readonly Func<(UserId Speaker, UserId? Other), TextSubject> _makePair;
    private readonly TextRules _rules;
    private int _dropped;

    public TextSubjects(Roster roster, DeciderRules rules)
    {
        (_roster, _rules) = (roster, rules.Text);
        _speakers = new(rules.Tracks.MaxParticipants);
        _spokenToOnScreen = new(rules.Tracks.MaxParticipants);
        _authors = new(_rules.Evidence.MaxAuthors);
        _spokenTo = new(_rules.Evidence.MaxAuthors);
        _pairs = new(_rules.Evidence.MaxPairs);
        Live = new TextSubject(TextRole.Live, SubjectRef.OfLive, _rules);
        _makeAuthor = user => new TextSubject(TextRole.Author, () => SubjectRef.OfAuthor(user), _rules);
        _makeSpokenTo = user => new TextSubject(TextRole.Addressee, () => SubjectRef.OfAuthor(user), _rules);
        // A host whose account is not told of is still somebody's other side; then the report names the one account that is known.
        _makePair = pair => new TextSubject(
            TextRole.Pair, () => pair.Other is { } other ? SubjectRef.OfPair(pair.Speaker, other) : SubjectRef.OfAuthor(pair.Speaker), _rules);
    }

    public TextSubject Live { get; }

    /// <summary>Followed subjects besides the live itself.</summary>
    public int Count => _speakers.Count + _spokenToOnScreen.Count + _authors.Count + _spokenTo.Count + _pairs.Count;

    /// <summary>Gives a line to everybody whom it concerns.</summary>
    /// <returns>How many subjects had to make place.</returns>
    public int Take(TextSignal signal, in LineReading line, TextReporter reporter)
    {
        _dropped = 0;
        var host = _roster.Host();
        // What is said aloud or stands in the picture without a name is the host's.
        var speaker = signal.AuthorId is { } author ? _roster.With(author) : signal.Source == TextSource.Chat ? null : host;
        var user = signal.AuthorId ?? speaker?.UserId;
        var (other, otherUser) = signal.ReplyTo is { } named ? (_roster.With(named), named) : (host, host?.UserId);
        var isFlagged = line.Labels != 0;
        if (signal.AuthorSince is not null && !line.Has(TextChannel.HostileLabels))
            Live.Ordinary!.Add(line.IsByNewAccount, line.At);
        Give(Live, line, isFlagged, reporter);
        Give(speaker is not null ? OnScreen(_speakers, speaker, TextRole.Speaker) : Find(_authors, user, _makeAuthor, isFlagged), line, isFlagged, reporter);
        if ((other is not null && other == speaker) || (otherUser is not null && otherUser == user))
            return _dropped;
        Give(other is not null ? OnScreen(_spokenToOnScreen, other, TextRole.Addressee) : Find(_spokenTo, otherUser, _makeSpokenTo, isFlagged), line, isFlagged, reporter);
        var isCue = isFlagged || line.Aspects != 0;
        if (user is { } from && (other is not null || otherUser is not null))
            Give(Find(_pairs, (from, otherUser), _makePair, isCue), line, isCue, reporter);
        return _dropped;
    }

    private static void Give(TextSubject? subject, in LineReading line, bool matters, TextReporter reporter)
    {
        if (subject is null)
            return;
        subject.Evidence.See(line.At);
        if (matters)
            subject.Take(line, reporter);
    }

    private TextSubject OnScreen(RecentMap<ParticipantId, TextSubject> map, Participant person, TextRole role) =>
        map.TryGet(person.Id, out var found) ? found : Follow(map, person, role);

    // Apart, so that the closure is made for a new person only and not for every line.
    private TextSubject Follow(RecentMap<ParticipantId, TextSubject> map, Participant person, TextRole role) => Touch(
        map, person.Id, _ => new TextSubject(role, () => SubjectRef.OfParticipant(person.Id, person.Role!.Value, person.UserId), _rules));

    private TextSubject? Find(RecentMap<UserId, TextSubject> map, UserId? user, Func<UserId, TextSubject> make, bool mayMake) =>
        user is { } known ? Find(map, known, make, mayMake) : null;

    private TextSubject? Find<TKey>(RecentMap<TKey, TextSubject> map, TKey key, Func<TKey, TextSubject> make, bool mayMake)
        where TKey : notnull =>
        mayMake ? Touch(map, key, make) : map.TryGet(key, out var found) ? found : null;

    private TextSubject Touch<TKey>(RecentMap<TKey, TextSubject> map, TKey key, Func<TKey, TextSubject> make)
        where TKey : notnull
    {
        var (subject, madePlace) = map.Touch(key, make);
        _dropped += madePlace ? 1 : 0;
        return subject;
    }
}
