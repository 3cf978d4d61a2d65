using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>Folds the ordered log of one live into evidence, reports and orders.</summary>
/// <remarks>
/// Deterministic: it reads no clock and no chance, so the same log from its start gives the same records, byte for byte, with the same ids;
/// entries delivered again change nothing. The live's clock is the newest event time read so far.
/// Threads: one at a time. Cost: a few microseconds an entry; memory bounded by <see cref="LiveDeciderOptions"/>.
/// </remarks>
public sealed class LiveDecider
{
    private readonly LiveId _liveId;
    private readonly DeciderRules _rules;
    private readonly Stage _stage;
    private readonly DecisionWriter _writer;
    private readonly RecentEvents _events = new();
    private DateTimeOffset? _clock;
    private DateTimeOffset _liveEventAt = DateTimeOffset.MinValue;
    private DateTimeOffset? _startedAt;
    private DateTimeOffset? _newestFrameAt;
    private SampleId? _newestSample;
    private RecordRef? _covers;
    private long _framesScored;
    private long _framesNotScored;
    private long _facesOutsideTiles;

    /// <summary>Starts before the first entry of a live's log.</summary>
    /// <param name="liveId">The live.</param>
    /// <param name="rules">What decisions depend on besides the log.</param>
    public LiveDecider(LiveId liveId, DeciderRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _liveId = liveId;
        _rules = rules;
        _stage = new Stage(rules);
        _writer = new DecisionWriter(liveId, rules);
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
            FrameSignal frame => Apply(frame, at),
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
        At = _clock ?? throw new InvalidOperationException("nothing was applied yet"),
        Covers = _covers ?? throw new InvalidOperationException("nothing was applied yet"),
        Status = HasEnded ? LiveStatus.Ended : LiveStatus.Live,
        StartedAt = _startedAt,
        FramesScored = _framesScored,
        FramesNotScored = _framesNotScored,
        FacesOutsideTiles = _facesOutsideTiles,
        Participants = [.. _stage.People.Where(p => p.Role is not null).Select(p => p.ToState(p.Role!.Value))],
    };

    private LiveOutcome Apply(FrameSignal frame, RecordRef at)
    {
        if (HasEnded)
            return LiveOutcome.Nothing(SignalFate.AfterEnd);
        if (frame.SampleId == _newestSample)
            return LiveOutcome.Nothing(SignalFate.DuplicateSample);
        // Evidence runs forwards in event time only, and a redelivered frame is recognised by its time without remembering every sample.
        if (frame.At <= _newestFrameAt)
            return LiveOutcome.Nothing(SignalFate.OutOfOrderFrame);
        (_newestFrameAt, _newestSample) = (frame.At, frame.SampleId);
        _writer.Begin(Advance(frame.At), at, frame.Models);
        var outside = frame.NotScored is null ? Place(frame) : 0;
        if (frame.NotScored is null)
            _framesScored++;
        else
            _framesNotScored++;
        _facesOutsideTiles += outside;
        return _writer.Finish(outside, Decide(frame));
    }

    /// <summary>Gives each face to the participant whose tile it lies in, and counts the rest.</summary>
    private int Place(FrameSignal frame)
    {
        var modelIsKnown = IsReadByFittedModel(frame.Models);
        var outside = 0;
        foreach (var face in frame.Faces)
        {
            if (_stage.At(face.Box) is { } person)
                person.Offer(face, modelIsKnown);
            else
                outside++;
        }

        return outside;
    }

    // Readings of another model would go through a curve that was not fitted for it: they are faces seen, not evidence.
    private bool IsReadByFittedModel(IReadOnlyList<ModelRef> models)
    {
        foreach (var model in models)
        {
            if (model.Name == _rules.Belief.Manifest.Model)
                return true;
        }

        return false;
    }

    private int Decide(FrameSignal frame)
    {
        var tracksDropped = 0;
        foreach (var person in _stage.People)
        {
            if (person.Tile is null)
                continue;
            tracksDropped += person.EndFrame(frame.At, frame.Frame);
            _writer.About(person);
            person.Episodes.Advance(person.Describe(), _writer);
        }

        return tracksDropped;
    }

    private LiveOutcome Apply(SessionEventRecord e)
    {
        if (!_events.Add(e.EventId))
            return LiveOutcome.Nothing(SignalFate.DuplicateEvent);
        var fate = e.Kind switch
        {
            SessionEventKind.LiveStarted or SessionEventKind.LiveEnded => StartOrEnd(e),
            _ when HasEnded => SignalFate.AfterEnd,
            SessionEventKind.MatchStarted or SessionEventKind.MatchEnded => SignalFate.Applied,
            _ => _stage.Apply(e),
        };
        if (fate != SignalFate.Applied)
            return LiveOutcome.Nothing(fate);
        // A person's going ends episodes but orders nothing; what is running expires by itself.
        Advance(e.At);
        return LiveOutcome.Nothing(SignalFate.Applied);
    }

    private SignalFate StartOrEnd(SessionEventRecord e)
    {
        if (e.At < _liveEventAt)
            return SignalFate.StaleEvent;
        _liveEventAt = e.At;
        HasEnded = e.Kind == SessionEventKind.LiveEnded;
        if (HasEnded)
            _stage.Empty(e.At);
        else
            _startedAt = e.At.ToUniversalTime();
        return SignalFate.Applied;
    }

    private DateTimeOffset Advance(DateTimeOffset at)
    {
        if (_clock is not { } clock || at > clock)
            _clock = at.ToUniversalTime();
        return _clock.Value;
    }
}
