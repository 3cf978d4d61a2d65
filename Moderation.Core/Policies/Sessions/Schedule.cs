namespace Moderation.Core.Policies.Sessions;

/// <summary>When a happening happens: once, or again and again from one time to another, both included.</summary>
/// <param name="From">The first time, since the beginning of the session.</param>
/// <param name="Count">How often.</param>
/// <param name="Every">The step from one time to the next.</param>
internal readonly record struct Schedule(TimeSpan From, int Count, TimeSpan Every)
{
    /// <summary>Most times that one happening may repeat; a test is an example, not a load.</summary>
    public const int MaxCount = 10_000;

    private static readonly string[] Repeats = ["from", "to", "every"];
    private static readonly TimeSpan ShortestStep = TimeSpan.FromMilliseconds(1);

    public TimeSpan At(int repetition) => From + Every * (repetition - 1);

    /// <summary>Reads <c>at</c>, or <c>from</c>, <c>to</c> and <c>every</c>; null after a fault.</summary>
    public static Schedule? Read(SessionFields fields)
    {
        if (fields.Has("at"))
        {
            foreach (var name in Repeats.Where(fields.Has))
                fields.Fault<object>(fields.Node(name)!, $"at is one time; leave {name} out, or write from, to and every");
            return fields.Time("at") is { } once ? new Schedule(once, 1, TimeSpan.Zero) : null;
        }

        if (!fields.Has("from") || !fields.Has("to") || !fields.Has("every"))
            return fields.Fault<Schedule?>(fields.Map, "when? write at: 10s, or from: 0s, to: 60s, every: 1s");
        if (fields.Time("from") is not { } from || fields.Time("to") is not { } to || fields.Time("every") is not { } every)
            return null;
        if (to < from)
            return fields.Fault<Schedule?>(fields.Node("to")!, "to is before from");
        if (every < ShortestStep)
            return fields.Fault<Schedule?>(fields.Node("every")!, "every must be at least 1ms");
        var count = (to - from) / every;
        return count < MaxCount
            ? new Schedule(from, (int)Math.Floor(count) + 1, every)
            : fields.Fault<Schedule?>(fields.Node("every")!, $"it repeats more than {MaxCount} times");
    }
}
