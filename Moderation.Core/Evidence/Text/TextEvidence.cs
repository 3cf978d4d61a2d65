namespace Moderation.Core.Evidence.Text;

/// <summary>Running evidence out of the text lines of one subject: decayed rates, how long they go on, and the newest flagged lines.</summary>
/// <remarks>
/// Lines may come some seconds out of order: each weighs by its own event time. Threads: one at a time. Memory: bounded by
/// <see cref="TextEvidenceOptions.KeptLines"/>. Allocation: none for a line that is only seen.
/// </remarks>
internal sealed class TextEvidence(TextEvidenceOptions options)
{
    private readonly Channel[] _channels = new Channel[TextChannel.Count];
    private readonly KeptLines _kept = new(options.KeptLines);
    private DecayedSum _seen;

    /// <summary>Scored lines of the subject since it is followed.</summary>
    public long LinesSeen { get; private set; }

    /// <summary>The newest lines that were added, oldest first.</summary>
    public IReadOnlyList<LineReading> Kept => _kept.All;

    /// <summary>Counts a scored line, whatever it says.</summary>
    public void See(DateTimeOffset at)
    {
        LinesSeen++;
        _seen.Add(1, at, options.HalfLife);
    }

    /// <summary>Takes a line that is flagged or carries a cue; it was counted by <see cref="See"/>.</summary>
    public void Add(in LineReading line)
    {
        _kept.Add(line);
        for (var channel = 0; channel < _channels.Length; channel++)
        {
            var labels = TextChannel.LabelsOf(channel);
            if (!line.Has(labels))
                continue;
            _channels[channel].Flagged.Add(line.Score(labels), line.At, options.HalfLife);
            _channels[channel].Run.Add(line.At, options.LongestGap);
        }
    }

    /// <summary>Decayed rate of flagged lines of a channel, weighted by score, per minute.</summary>
    public double PerMinute(int channel, DateTimeOffset now) => _channels[channel].Flagged.PerMinute(now, options.HalfLife);

    /// <summary>Decayed rate of all scored lines, per minute.</summary>
    public double SeenPerMinute(DateTimeOffset now) => _seen.PerMinute(now, options.HalfLife);

    /// <summary>Share of the flagged lines in all lines, both decayed, 0..1; 0 before the first line.</summary>
    public double Share(int channel, DateTimeOffset now) =>
        _seen.At(now, options.HalfLife) is > 0 and var seen ? _channels[channel].Flagged.At(now, options.HalfLife) / seen : 0;

    /// <summary>For how long flagged lines of a channel come without a long gap, in seconds.</summary>
    public double SustainedSeconds(int channel, DateTimeOffset now) => _channels[channel].Run.SecondsAt(now, options.LongestGap);

    /// <summary>Kept lines flagged with one of the labels, inside the window.</summary>
    public int Lines(uint labels, DateTimeOffset now)
    {
        var count = 0;
        for (var i = _kept.All.Count - 1; i >= 0 && now - _kept.All[i].At <= options.Window; i--)
            count += _kept.All[i].Has(labels) ? 1 : 0;
        return count;
    }

    /// <summary>Kept lines flagged with one of the labels that name a way out of the platform exactly, inside the window.</summary>
    public int ExactLines(uint labels, DateTimeOffset now)
    {
        var count = 0;
        for (var i = _kept.All.Count - 1; i >= 0 && now - _kept.All[i].At <= options.Window; i--)
            count += _kept.All[i].Has(labels) && _kept.All[i].IsExact ? 1 : 0;
        return count;
    }

    /// <summary>Different known authors of kept lines flagged with one of the labels, inside the window or a shorter time back from now.</summary>
    public (int All, int New) Authors(uint labels, DateTimeOffset now, TimeSpan? within = null)
    {
        var (all, fresh) = (0, 0);
        var back = within is { } asked && asked < options.Window ? asked : options.Window;
        for (var i = _kept.All.Count - 1; i >= 0 && now - _kept.All[i].At <= back; i--)
        {
            var line = _kept.All[i];
            if (line.Author is null || !line.Has(labels) || IsRepeated(i, labels))
                continue;
            all++;
            fresh += line.IsByNewAccount ? 1 : 0;
        }

        return (all, fresh);
    }

    // Quadratic over at most KeptLines, without a set to allocate; flagged lines are rare.
    private bool IsRepeated(int place, uint labels)
    {
        for (var newer = place + 1; newer < _kept.All.Count; newer++)
        {
            if (_kept.All[newer].Has(labels) && _kept.All[newer].Author == _kept.All[place].Author)
                return true;
        }

        return false;
    }

    private struct Channel
    {
        public DecayedSum Flagged;
        public SustainedRun Run;
    }
}
