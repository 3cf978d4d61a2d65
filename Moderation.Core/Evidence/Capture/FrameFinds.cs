using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Evidence.Capture;

/// <summary>What a stretch of a live's log tells about the frames that a report cites: where faces were found, and where the subject's tile was.</summary>
/// <param name="report">The report.</param>
/// <param name="frames">The frames.</param>
public sealed class FrameFinds(ReportRecord report, IReadOnlyCollection<RecordRef> frames)
{
    private readonly HashSet<RecordRef> _wanted = [.. frames];
    private readonly Dictionary<RecordRef, (DateTimeOffset At, IReadOnlyList<NormalizedBox> Faces)> _found = [];
    private readonly List<(DateTimeOffset At, NormalizedBox? Tile)> _tiles = [];

    /// <summary>Takes note of an entry of the log, in its order.</summary>
    /// <param name="entry">The entry; of any live.</param>
    public void Take(SignalRecord entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.LiveId != report.LiveId)
            return;
        if (entry is FrameSignal { NotScored: null } frame && _wanted.Contains(frame.Frame))
            _found[frame.Frame] = (frame.At, [.. frame.Faces.Select(face => face.Box)]);
        else if (entry is SessionSignal { Event: { ParticipantId: { } participant } news } && participant == report.Subject.ParticipantId)
            Note(news);
    }

    /// <summary>What is to be kept of a frame.</summary>
    /// <param name="frame">The frame.</param>
    public CropChoice Choose(RecordRef frame) =>
        _found.TryGetValue(frame, out var found) ? CropChoice.Of(found.Faces, TileAt(found.At)) : CropChoice.Of(null, null);

    private void Note(SessionEventRecord news)
    {
        if (news.Kind is SessionEventKind.ParticipantJoined or SessionEventKind.TileChanged)
            _tiles.Add((news.At, news.Tile));
        else if (news.Kind is SessionEventKind.ParticipantLeft)
            _tiles.Add((news.At, null));
    }

    private NormalizedBox? TileAt(DateTimeOffset at) => _tiles.Where(tile => tile.At <= at).OrderBy(tile => tile.At).LastOrDefault().Tile;
}
