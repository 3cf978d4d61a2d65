namespace Moderation.Api.Operations;

/// <summary>What was seen of one Worker: its last look, the one before, and since when it is unknown. A value; each look makes the next.</summary>
internal sealed record WorkerSight
{
    private WorkerSight(string address, DateTimeOffset begun) => (Address, UnknownSince) = (address, begun);

    public string Address { get; private init; }

    /// <summary>Since when it is unknown; null while it answers.</summary>
    public DateTimeOffset? UnknownSince { get; private init; }

    public string? Trouble { get; private init; }

    private Look? Last { get; init; }

    /// <summary>What rates count from; null while there is nothing that they could.</summary>
    private Look? Before { get; init; }

    /// <summary>One that was not looked at yet.</summary>
    public static WorkerSight Unseen(string address, DateTimeOffset begun) => new(address, begun);

    public WorkerSight Saw(WorkerCounts counts, DateTimeOffset at) => this with
    {
        UnknownSince = null,
        Trouble = null,
        Last = new Look(counts, at),
        // Over a time in which it did not answer, a rate would say how busy it is now by what it did then.
        Before = UnknownSince is null && Last is { } last && at > last.At && counts.GoOnFrom(last.Counts) ? last : null,
    };

    public WorkerSight Missed(string trouble) => this with { UnknownSince = UnknownSince ?? Last!.At, Trouble = trouble };

    public WorkerResponse Response() => new(Address, Last?.At, UnknownSince, Trouble, Flow(Frames), Flow(Messages));

    private static WorkerFlow Frames(WorkerCounts counts, Func<Func<WorkerCounts, long>, WorkerCount> count, double? over) => new(
        over, count(one => one.FramesRead), count(one => one.FramesSampled), count(one => one.FramesScored),
        counts.Frames.Keys.Where(fate => fate != WorkerCounts.Taken).ToDictionary(fate => fate, fate => count(one => one.Frames.GetValueOrDefault(fate))));

    private static WorkerFlow Messages(WorkerCounts counts, Func<Func<WorkerCounts, long>, WorkerCount> count, double? over) => new(
        over, count(one => one.LinesRead), count(one => one.LinesSampled), count(one => one.LinesScored),
        counts.LinesSkipped.Keys.ToDictionary(reason => reason, reason => count(one => one.LinesSkipped.GetValueOrDefault(reason))));

    private WorkerFlow? Flow(Func<WorkerCounts, Func<Func<WorkerCounts, long>, WorkerCount>, double?, WorkerFlow> make)
    {
        if (UnknownSince is not null || Last is not { } last)
            return null;
        var over = (last.At - Before?.At)?.TotalSeconds;
        return make(last.Counts, read => new WorkerCount(read(last.Counts), over is { } seconds ? (read(last.Counts) - read(Before!.Counts)) / seconds : null), over);
    }

    private sealed record Look(WorkerCounts Counts, DateTimeOffset At);
}
