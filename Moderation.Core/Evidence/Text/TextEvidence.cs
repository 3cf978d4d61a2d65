using Moderation.Core.Statistics;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Evidence.Text;

/// <summary>Running evidence out of the text lines of one subject: decayed rates, how long they go on, and the newest flagged lines.</summary>
/// <remarks>
/// Lines may come some seconds out of order: each weighs by its own event time. Counts over windows rest on the kept lines and say "at least": at most
/// <see cref="TextEvidenceOptions.KeptLines"/> are kept, the newest by event time. Only those of all lines are sums as <see cref="EventSeries"/> says. Windows are an hour at most;
/// where none is given it is <see cref="TextEvidenceOptions.Window"/>. Threads: one at a time. Memory: bounded by <see cref="TextEvidenceOptions.KeptLines"/>; under 200 bytes
/// before the first line. Allocation: none for a line that is only seen, but for buckets of <see cref="EventSeries"/>; none to read.
/// </remarks>
internal sealed class TextEvidence(TextEvidenceOptions options)
{
    // One a thread and not one a subject: counting authors must not allocate, and takes its time alone.
    [ThreadStatic]
    private static HashSet<UserId>? s_counted;

    // Empty until the first flagged line: most people never write one.
    private Channel[] _channels = [];
    private KeptLines _kept = new(options.KeptLines);
    private DecayedSum _seen;
    private EventSeries _all;

    /// <summary>Scored lines of the subject since it is followed.</summary>
    public long LinesSeen { get; private set; }

    /// <summary>The newest lines that were added, oldest first.</summary>
    public IReadOnlyList<LineReading> Kept => _kept.All;

    /// <summary>Counts a scored line, whatever it says.</summary>
    public void See(DateTimeOffset at)
    {
        LinesSeen++;
        _seen.Add(1, at, options.HalfLife);
        _all.Add(1, at);
    }

    /// <summary>Takes a line that is flagged or that a rule hit; it was counted by <see cref="See"/>.</summary>
    public void Add(in LineReading line)
    {
        _kept.Add(line);
        if (line.Labels == 0)
            return;
        if (_channels.Length == 0)
            _channels = new Channel[TextChannel.Count];
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
    public double PerMinute(int channel, DateTimeOffset now) => At(channel).Flagged.PerMinute(now, options.HalfLife);

    /// <summary>Decayed rate of all scored lines, per minute.</summary>
    public double SeenPerMinute(DateTimeOffset now) => _seen.PerMinute(now, options.HalfLife);

    /// <summary>Share of the flagged lines in all lines, both decayed, 0..1; 0 before the first line.</summary>
    public double Share(int channel, DateTimeOffset now) =>
        _seen.At(now, options.HalfLife) is > 0 and var seen ? At(channel).Flagged.At(now, options.HalfLife) / seen : 0;

    /// <summary>For how long flagged lines of a channel come without a long gap, in seconds.</summary>
    public double SustainedSeconds(int channel, DateTimeOffset now) => At(channel).Run.SecondsAt(now, options.LongestGap);

    /// <summary>All scored lines inside the window.</summary>
    public double AllLines(DateTimeOffset now, TimeSpan? window = null) => _all.Sum(window ?? options.Window, now);

    /// <summary>Kept lines flagged with one of the labels, inside the window.</summary>
    public int Lines(uint labels, DateTimeOffset now, TimeSpan? window = null)
    {
        var (count, back) = (0, window ?? options.Window);
        for (var i = _kept.All.Count - 1; i >= 0 && now - _kept.All[i].At <= back; i--)
            count += _kept.All[i].Has(labels) ? 1 : 0;
        return count;
    }

    /// <summary>Kept lines flagged with one of the labels that name a way out of the platform exactly, inside the window.</summary>
    public int ExactLines(uint labels, DateTimeOffset now, TimeSpan? window = null)
    {
        var (count, back) = (0, window ?? options.Window);
        for (var i = _kept.All.Count - 1; i >= 0 && now - _kept.All[i].At <= back; i--)
            count += _kept.All[i].Has(labels) && _kept.All[i].IsExact ? 1 : 0;
        return count;
    }

    /// <summary>Kept lines that one of the rules hit, inside the window.</summary>
    /// <param name="rules">The rules as bits of <see cref="TextRule"/>.</param>
    /// <param name="now">The live's clock.</param>
    /// <param name="window">The window.</param>
    public int Hits(uint rules, DateTimeOffset now, TimeSpan? window = null)
    {
        var (count, back) = (0, window ?? options.Window);
        for (var i = _kept.All.Count - 1; i >= 0 && now - _kept.All[i].At <= back; i--)
            count += (_kept.All[i].Rules & rules) != 0 ? 1 : 0;
        return count;
    }

    /// <summary>Different known authors of kept lines flagged with one of the labels, inside the window; new are those whose newest such line is by a new account.</summary>
    public (int All, int New) Authors(uint labels, DateTimeOffset now, TimeSpan? window = null)
    {
        var counted = s_counted ??= [];
        counted.Clear();
        var (fresh, back) = (0, window ?? options.Window);
        for (var i = _kept.All.Count - 1; i >= 0 && now - _kept.All[i].At <= back; i--)
        {
            var line = _kept.All[i];
            if (line.Author is { } author && line.Has(labels) && counted.Add(author) && line.IsByNewAccount)
                fresh++;
        }

        return (counted.Count, fresh);
    }

    /// <summary>Between which values the decayed rate of flagged lines of a channel lies with 95 %, per minute.</summary>
    public Interval PerMinuteInterval(int channel, DateTimeOffset now) =>
        RateInterval.Of(At(channel).Flagged.At(now, options.HalfLife), PortableMath.Ln2 / options.HalfLife.TotalMinutes);

    /// <summary>Stretches of the last hour in which no line was scored, from 15 s on, oldest first; right to 5 s, or to a minute beyond two minutes.</summary>
    public IReadOnlyList<EvidenceGap> Gaps(DateTimeOffset now) => EvidenceGaps.Between(_all.Filled(), now);

    /// <summary>Writes it down.</summary>
    public void Save(StateWriter writer)
    {
        writer.Write(LinesSeen);
        _seen.Save(writer);
        _all.Save(writer);
        _kept.Save(writer);
        writer.Write((long)_channels.Length);
        for (var channel = 0; channel < _channels.Length; channel++)
        {
            _channels[channel].Flagged.Save(writer);
            _channels[channel].Run.Save(writer);
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <remarks>Errors: <see cref="FormatException"/>, also for more lines than the options keep.</remarks>
    public static TextEvidence Restore(StateReader reader, TextEvidenceOptions options)
    {
        var evidence = new TextEvidence(options)
        {
            LinesSeen = reader.ReadLong(),
            _seen = DecayedSum.Restore(reader),
            _all = EventSeries.Restore(reader),
            _kept = KeptLines.Restore(reader, options.KeptLines),
        };
        var count = reader.ReadCount();
        if (count is not (0 or TextChannel.Count))
            throw new FormatException("state: channels of text are missing");
        if (count > 0)
            evidence._channels = new Channel[count];
        for (var channel = 0; channel < count; channel++)
            evidence._channels[channel] = new Channel { Flagged = DecayedSum.Restore(reader), Run = SustainedRun.Restore(reader) };
        return evidence;
    }

    private Channel At(int channel) => _channels.Length == 0 ? default : _channels[channel];

    private struct Channel
    {
        public DecayedSum Flagged;
        public SustainedRun Run;
    }
}
