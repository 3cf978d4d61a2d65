using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>The part of <see cref="LiveDecider"/> that folds frames: whose faces they show, and what follows for each person.</summary>
internal sealed class FrameDecider(LiveId liveId, DeciderRules rules, Roster roster, LiveClock clock)
{
    private readonly DecisionWriter _writer = new(liveId, rules);
    private DateTimeOffset? _newestFrameAt;
    private SampleId? _newestSample;

    public long FramesScored { get; private set; }

    public long FramesNotScored { get; private set; }

    public long FacesOutsideTiles { get; private set; }

    public LiveOutcome Apply(FrameSignal frame, RecordRef at)
    {
        if (frame.SampleId == _newestSample)
            return LiveOutcome.Nothing(SignalFate.DuplicateSample);
        // Evidence runs forwards in event time only, and a redelivered frame is recognised by its time without remembering every sample.
        if (frame.At <= _newestFrameAt)
            return LiveOutcome.Nothing(SignalFate.OutOfOrderFrame);
        (_newestFrameAt, _newestSample) = (frame.At, frame.SampleId);
        _writer.Begin(clock.Advance(frame.At), at, frame.Models);
        var outside = frame.NotScored is null ? Place(frame) : 0;
        if (frame.NotScored is null)
            FramesScored++;
        else
            FramesNotScored++;
        FacesOutsideTiles += outside;
        return _writer.Finish(outside, Decide(frame));
    }

    /// <summary>Gives each face to the participant whose tile it lies in, and counts the rest.</summary>
    private int Place(FrameSignal frame)
    {
        var modelIsKnown = IsReadByFittedModel(frame.Models);
        var outside = 0;
        // By index: enumerating an interface would put an enumerator on the heap for every frame.
        for (var i = 0; i < frame.Faces.Count; i++)
        {
            if (roster.At(frame.Faces[i].Box) is { } person)
                person.Offer(frame.Faces[i], modelIsKnown);
            else
                outside++;
        }

        return outside;
    }

    // Readings of another model would go through a curve that was not fitted for it: they are faces seen, not evidence.
    private bool IsReadByFittedModel(IReadOnlyList<ModelRef> models)
    {
        for (var i = 0; i < models.Count; i++)
        {
            if (models[i].Name == rules.Belief.Manifest.Model)
                return true;
        }

        return false;
    }

    private int Decide(FrameSignal frame)
    {
        var tracksDropped = 0;
        foreach (var person in roster.People)
        {
            if (person.Tile is null)
                continue;
            tracksDropped += person.EndFrame(frame.At, frame.Frame);
            _writer.About(person);
            person.Episodes.Advance(person.Describe(), _writer);
        }

        return tracksDropped;
    }
}
