using Moderation.Core.Evidence;
using Moderation.Core.Policies;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>The part of <see cref="LiveDecider"/> that folds frames: whose faces they show, and what follows for each person.</summary>
internal sealed class FrameFold(LiveRoom room, SheetEvaluator sheets)
{
    private DateTimeOffset? _newestFrameAt;
    private SampleId? _newestSample;

    public long FramesScored { get; private set; }

    public long FramesNotScored { get; private set; }

    public long FacesOutsideTiles { get; private set; }

    public LiveOutcome Apply(FrameSignal frame)
    {
        if (frame.SampleId == _newestSample)
            return LiveOutcome.Nothing(SignalFate.DuplicateSample);
        // Evidence runs forwards in event time only, and a redelivered frame is recognised by its time without remembering every sample.
        if (frame.At <= _newestFrameAt)
            return LiveOutcome.Nothing(SignalFate.OutOfOrderFrame);
        (_newestFrameAt, _newestSample) = (frame.At.ToUniversalTime(), frame.SampleId);
        room.Clock.Advance(frame.At);
        room.Models.Saw(frame.Models);
        var outside = frame.NotScored is null ? Place(frame) : 0;
        if (frame.NotScored is null)
            FramesScored++;
        else
            FramesNotScored++;
        FacesOutsideTiles += outside;
        return LiveOutcome.Nothing(SignalFate.Applied) with { FacesOutsideTiles = outside, TracksDropped = EndFrame(frame) };
    }

    public void Save(StateWriter writer)
    {
        writer.Write(_newestFrameAt);
        writer.Write(_newestSample?.Value);
        writer.Write(FramesScored);
        writer.Write(FramesNotScored);
        writer.Write(FacesOutsideTiles);
    }

    public void Load(StateReader reader)
    {
        _newestFrameAt = reader.ReadTimeOrNull();
        _newestSample = reader.ReadString() is { } sample ? SampleId.Parse(sample) : null;
        (FramesScored, FramesNotScored, FacesOutsideTiles) = (reader.ReadLong(), reader.ReadLong(), reader.ReadLong());
    }

    /// <summary>Gives each face to the participant whose tile it lies in, and counts the rest.</summary>
    private int Place(FrameSignal frame)
    {
        var modelIsKnown = IsReadByFittedModel(frame.Models);
        var outside = 0;
        // By index: enumerating an interface would put an enumerator on the heap for every frame.
        for (var i = 0; i < frame.Faces.Count; i++)
        {
            if (room.Roster.At(frame.Faces[i].Box) is { } person)
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
            if (models[i].Name == room.Rules.Belief.Manifest.Model)
                return true;
        }

        return false;
    }

    private int EndFrame(FrameSignal frame)
    {
        var tracksDropped = 0;
        foreach (var person in room.Roster.People)
        {
            if (person.Tile is not null)
                tracksDropped += person.EndFrame(frame.At, frame.Frame);
        }

        // Only when every face is placed: a sheet may look at everybody on screen.
        foreach (var person in room.Roster.People)
        {
            if (person is { Tile: not null, Role: not null })
                sheets.Evaluate(person.Subject, FactGroups.Age);
        }

        sheets.Evaluate(room.Subjects.Live, FactGroups.Age);
        return tracksDropped;
    }
}
