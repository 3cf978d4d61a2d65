using Moderation.Core.Decisions.Text;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>Folds the ordered log of one live into evidence, reports and orders.</summary>
/// <remarks>
/// Deterministic: it reads no clock and no chance, so the same log from its start gives the same records, byte for byte, with the same ids;
/// entries delivered again change nothing. The live's clock is the newest event time read so far, of anything; frames and text lines have order
/// marks of their own, so that a frame that runs ahead drops no line.
/// Threads: one at a time. Cost: a few microseconds an entry; memory bounded by <see cref="LiveDeciderOptions"/> and <see cref="Evidence.Text.TextEvidenceOptions"/>.
/// </remarks>
public sealed class LiveDecider
{
    private readonly LiveId _liveId;
    private readonly LiveClock _clock = new();
    private readonly Roster _roster;
    private readonly FrameDecider _frames;
    private readonly TextDecider _text;
    private readonly RecentEvents _events = new();
    private DateTimeOffset _liveEventAt = DateTimeOffset.MinValue;
    private DateTimeOffset? _startedAt;
    private RecordRef? _covers;

    /// <summary>Starts before the first entry of a live's log.</summary>
    /// <param name="liveId">The live.</param>
    /// <param name="rules">What decisions depend on besides the log.</param>
    public LiveDecider(LiveId liveId, DeciderRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _liveId = liveId;
        _roster = new Roster(rules);
        _frames = new FrameDecider(liveId, rules, _roster, _clock);
        _text = new TextDecider(liveId, rules, _roster, _clock);
    }

    /// <summary>Whether the live's end was read; evidence about it is gone then.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Applies the next entry of the log.</summary>
    /// <remarks>Errors: <see cref="ArgumentException"/> for an entry of another live. Bad content is no error; the outcome's fate tells.</remarks>
    /// <param name="signal">The entry, faultless by <see cref="IWireRecord.FindFault"/>.</param>
    /// <param name="at">Where the entry lies.</param>
    public LiveOutcome Apply(SignalRecord signal, RecordRef at)
    {
        ArgumentNullException.ThrowIfNull(signal);
        if (signal.LiveId != _liveId)
            throw new ArgumentException("the entry belongs to another live", nameof(signal));
        // A part of the log that is read again must not move the mark back.
        if (_covers is not { } covers || covers.Topic != at.Topic || covers.Partition != at.Partition || covers.Offset < at.Offset)
            _covers = at;
        return signal switch
        {
            FrameSignal or TextSignal when HasEnded => LiveOutcome.Nothing(SignalFate.AfterEnd),
            FrameSignal frame => _frames.Apply(frame, at),
            TextSignal line => _text.Apply(line, at),
            SessionSignal session => Apply(session.Event),
            _ => LiveOutcome.Nothing(SignalFate.UnknownKind),
        };
    }

    /// <summary>The evidence as it stands, for publishing.</summary>
    /// <remarks>Errors: <see cref="InvalidOperationException"/> before any entry was applied.</remarks>
    public LiveStateRecord Snapshot() => new()
    {
        V = WireVersion.Current,
        LiveId = _liveId,
        At = _clock.Now ?? throw new InvalidOperationException("nothing was applied yet"),
        Covers = _covers ?? throw new InvalidOperationException("nothing was applied yet"),
        Status = HasEnded ? LiveStatus.Ended : LiveStatus.Live,
        StartedAt = _startedAt,
        FramesScored = _frames.FramesScored,
        FramesNotScored = _frames.FramesNotScored,
        FacesOutsideTiles = _frames.FacesOutsideTiles,
        LinesScored = _text.LinesScored,
        LinesNotScored = _text.LinesNotScored,
        FlaggedRates = _text.FlaggedRates(),
        Participants = [.. _roster.People.Where(p => p.Role is not null).Select(p => p.ToState(p.Role!.Value))],
    };

    private LiveOutcome Apply(SessionEventRecord e)
    {
        if (!_events.Add(e.EventId))
            return LiveOutcome.Nothing(SignalFate.DuplicateEvent);
        var fate = e.Kind switch
        {
            SessionEventKind.LiveStarted or SessionEventKind.LiveEnded => StartOrEnd(e),
            _ when HasEnded => SignalFate.AfterEnd,
            SessionEventKind.MatchStarted or SessionEventKind.MatchEnded => SignalFate.Applied,
            _ => _roster.Apply(e),
        };
        if (fate != SignalFate.Applied)
            return LiveOutcome.Nothing(fate);
        // A person's going ends episodes but orders nothing; what is running expires by itself.
        _clock.Advance(e.At);
        return LiveOutcome.Nothing(SignalFate.Applied);
    }

    private SignalFate StartOrEnd(SessionEventRecord e)
    {
        if (e.At < _liveEventAt)
            return SignalFate.StaleEvent;
        _liveEventAt = e.At;
        HasEnded = e.Kind == SessionEventKind.LiveEnded;
        if (HasEnded)
        {
            _roster.Empty(e.At);
            _text.Clear();
        }
        else
        {
            _startedAt = e.At.ToUniversalTime();
        }

        return SignalFate.Applied;
    }
}
