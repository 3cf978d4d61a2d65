using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Evidence.Capture;

/// <summary>What a stretch of a live's log tells about the lines that a report cites: their labels, and which parts a rule matched.</summary>
/// <param name="live">The report's live.</param>
/// <param name="lines">The lines.</param>
public sealed class LineFinds(LiveId live, IReadOnlyCollection<RecordRef> lines)
{
    private readonly HashSet<RecordRef> _wanted = [.. lines];
    private readonly Dictionary<RecordRef, TextSignal> _found = [];

    /// <summary>Takes note of an entry of the log, in its order.</summary>
    /// <param name="entry">The entry; of any live.</param>
    public void Take(SignalRecord entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry is TextSignal { NotScored: null } line && line.LiveId == live && _wanted.Contains(line.Line))
            _found[line.Line] = line;
    }

    /// <summary>What was said of a line; null where the stretch does not tell.</summary>
    /// <param name="line">The line.</param>
    public TextSignal? Of(RecordRef line) => _found.GetValueOrDefault(line);
}
