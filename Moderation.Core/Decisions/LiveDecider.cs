using Moderation.Core.Evidence;
using Moderation.Core.Policies;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>Folds the ordered log of one live into evidence, decisions, reports and orders.</summary>
/// <remarks>
/// Deterministic: it reads no clock and no chance, so the same log from its start, with the same policies at the same places, gives the same records, byte for
/// byte, with the same ids; entries delivered again change nothing. The live's clock is the newest event time read so far, of anything; frames and text
/// lines have order marks of their own, so that a frame that runs ahead drops no line.
/// Threads: one at a time. Cost: a few microseconds an entry; memory bounded by <see cref="LiveDeciderOptions"/> and <see cref="Evidence.Text.TextEvidenceOptions"/>.
/// </remarks>
public sealed class LiveDecider
{
    /// <summary>Version of the form of a snapshot.</summary>
    public const int SnapshotFormat = 4;

    private readonly LiveRoom _room;
    private readonly DecisionWriter _writer;
    private readonly SheetEvaluator _sheets;
    private readonly FrameFold _frames;
    private readonly TextFold _text;
    private readonly GiftFold _gifts;
    private readonly VerdictFold _verdicts;
    private readonly SessionFold _session;

    /// <summary>Starts before the first entry of a live's log.</summary>
    /// <param name="liveId">The live.</param>
    /// <param name="rules">What decisions depend on besides the log and the policies.</param>
    public LiveDecider(LiveId liveId, DeciderRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _room = new LiveRoom(liveId, rules);
        _writer = new DecisionWriter(_room);
        _sheets = new SheetEvaluator(_room, _writer);
        _frames = new FrameFold(_room, _sheets);
        _text = new TextFold(_room, _sheets);
        _gifts = new GiftFold(_room, _sheets);
        _verdicts = new VerdictFold(_room, _writer);
        _session = new SessionFold(_room, _sheets);
    }

    /// <summary>What decisions depend on besides the log and the policies.</summary>
    public DeciderRules Rules => _room.Rules;

    /// <summary>Whether the live's end was read; evidence about it is gone then.</summary>
    public bool HasEnded => _session.HasEnded;

    /// <summary>The last entry of the log that was applied; null before the first.</summary>
    public RecordRef? Covers { get; private set; }

    /// <summary>Applies the next entry of the log.</summary>
    /// <remarks>Errors: <see cref="ArgumentException"/> for an entry of another live. Bad content is no error; the outcome's fate tells.</remarks>
    /// <param name="signal">The entry, faultless by <see cref="IWireRecord.FindFault"/>.</param>
    /// <param name="at">Where the entry lies.</param>
    /// <param name="policies">The policies as they stand at that place of the log.</param>
    public LiveOutcome Apply(SignalRecord signal, RecordRef at, PolicySet policies)
    {
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentNullException.ThrowIfNull(policies);
        if (signal is PolicySignal or GuardSignal)
            return LiveOutcome.Nothing(SignalFate.Marker);
        if (signal.LiveId != _room.LiveId)
            throw new ArgumentException("the entry belongs to another live", nameof(signal));
        // A part of the log that is read again must not move the mark back.
        if (Covers is not { } covers || covers.Topic != at.Topic || covers.Partition != at.Partition || covers.Offset < at.Offset)
            Covers = at;
        _room.Use(policies);
        _writer.Begin(at);
        var outcome = signal switch
        {
            SessionSignal session => _session.Apply(session.Event),
            StandingSignal standing => Apply(standing.Standing),
            VerdictSignal verdict => _verdicts.Apply(verdict.Verdict),
            _ when HasEnded => LiveOutcome.Nothing(SignalFate.AfterEnd),
            FrameSignal frame => _frames.Apply(frame),
            TextSignal line => _text.Apply(line),
            GiftSignal gift => _gifts.Apply(gift),
            FlagSignal flag => _gifts.Apply(flag),
            _ => LiveOutcome.Nothing(SignalFate.UnknownKind),
        };
        if (outcome.Fate == SignalFate.Applied)
            _sheets.RunDue();
        var dropped = _room.Subjects.Dropped;
        _room.Subjects.Dropped = 0;
        return _writer.Finish(outcome with { TextSubjectsDropped = dropped });
    }

    /// <summary>Accounts that evidence is kept about, each once.</summary>
    public IEnumerable<UserId> Users => _room.Subjects.All()
        .SelectMany(subject => new[] { subject.User, subject.Other }).OfType<UserId>().Distinct();

    /// <summary>Whether a standing would be news to the live's log.</summary>
    /// <param name="standing">What is known about a user.</param>
    public bool Lacks(StandingRecord standing)
    {
        ArgumentNullException.ThrowIfNull(standing);
        return !HasEnded && (_room.Standing.Find(standing.UserId) is not { } known || known.At < standing.At);
    }

    /// <summary>How every policy that decides for the live stands to every subject that it looks at, as the evidence stands. Changes nothing.</summary>
    public IReadOnlyList<PolicyOutlook> Outlooks() =>
    [
        .. from subject in _room.Subjects.All()
           where subject.Person is null || subject.Person.Role is not null
           from policy in _room.View.For(subject.Kind)
           let outlook = PolicyOutlook.Of(subject, policy, _room.Now)
           where outlook is not null
           select outlook,
    ];

    /// <summary>The evidence as it stands, for publishing.</summary>
    /// <remarks>Errors: <see cref="InvalidOperationException"/> before any entry was applied.</remarks>
    public LiveStateRecord Describe() => new()
    {
        V = WireVersion.Current,
        LiveId = _room.LiveId,
        At = _room.Clock.Now ?? throw new InvalidOperationException("nothing was applied yet"),
        Covers = Covers ?? throw new InvalidOperationException("nothing was applied yet"),
        Status = HasEnded ? LiveStatus.Ended : LiveStatus.Live,
        StartedAt = _room.StartedAt,
        Viewers = _room.Viewers,
        FramesScored = _frames.FramesScored,
        FramesNotScored = _frames.FramesNotScored,
        FacesOutsideTiles = _frames.FacesOutsideTiles,
        LinesScored = _text.LinesScored,
        LinesNotScored = _text.LinesNotScored,
        FlaggedRates = _text.FlaggedRates(),
        Participants = [.. _room.Roster.People.Where(p => p.Role is not null).Select(p => p.ToState(p.Role!.Value))],
    };

    /// <summary>Writes everything down that later decisions depend on.</summary>
    /// <remarks>Errors: <see cref="InvalidOperationException"/> before any entry was applied.</remarks>
    public SnapshotRecord Save()
    {
        var writer = new StateWriter();
        _room.Save(writer);
        _session.Save(writer);
        _frames.Save(writer);
        _text.Save(writer);
        _gifts.Save(writer);
        _verdicts.Seen.Save(writer);
        _room.Subjects.Save(writer);
        return new SnapshotRecord
        {
            V = WireVersion.Current,
            LiveId = _room.LiveId,
            Covers = Covers ?? throw new InvalidOperationException("nothing was applied yet"),
            At = _room.Now,
            Format = SnapshotFormat,
            State = writer.Written.ToArray(),
        };
    }

    /// <summary>Goes on where a snapshot was taken, as if every entry up to there had been applied.</summary>
    /// <remarks>Errors: <see cref="FormatException"/> when the snapshot cannot be read; the log must then be read from the live's beginning.</remarks>
    /// <param name="rules">The rules by which it was decided.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="policies">The policies as they stood at the place that the snapshot covers.</param>
    public static LiveDecider Restore(DeciderRules rules, SnapshotRecord snapshot, PolicySet policies)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (snapshot.Format != SnapshotFormat)
            throw new FormatException($"a live's snapshot of form {snapshot.Format}, this build reads {SnapshotFormat}");
        var decider = new LiveDecider(snapshot.LiveId, rules) { Covers = snapshot.Covers };
        var reader = new StateReader(snapshot.State);
        decider._room.Use(policies);
        decider._room.Load(reader);
        decider._session.Load(reader);
        decider._frames.Load(reader);
        decider._text.Load(reader);
        decider._gifts.Load(reader);
        decider._verdicts.Seen.Load(reader);
        decider._room.Subjects.Load(reader);
        return reader.AtEnd ? decider : throw new FormatException("a live's snapshot is too long");
    }

    private LiveOutcome Apply(StandingRecord standing)
    {
        if (!_room.Standing.Take(standing))
            return LiveOutcome.Nothing(SignalFate.DuplicateEntry);
        // After the end nothing begins any more; it is kept in case the live goes on after all.
        foreach (var subject in HasEnded ? [] : _room.Subjects.All())
        {
            if ((subject.User == standing.UserId || subject.Other == standing.UserId) && (subject.Person is null || subject.Person.Role is not null))
                _sheets.Evaluate(subject, FactGroups.Standing);
        }

        // It was known elsewhere before: it tells nothing about the live's own time.
        return LiveOutcome.Nothing(SignalFate.Applied);
    }
}
