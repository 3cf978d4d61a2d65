namespace Moderation.Core.Enforcement;

/// <summary>What is in force, and whether that is known: somebody must have read all of it, and enforcement must be heard. Safe for one writer and many readers.</summary>
/// <param name="unknownAfter">After how much silence of enforcement it is not known what is in force.</param>
public sealed class RestrictionWatch(TimeSpan unknownAfter)
{
    private readonly Lock _gate = new();
    private volatile RestrictionBook? _book;
    private long _heardTicks;

    /// <summary>Whether everything was read once.</summary>
    public bool IsLoaded => _book is not null;

    /// <summary>What was read, known to be so or not; null before everything was read once.</summary>
    public RestrictionBook? LastRead => _book;

    /// <summary>When enforcement was last heard; null before it was.</summary>
    public DateTimeOffset? HeardAt => Volatile.Read(ref _heardTicks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Takes a book that holds everything, in place of the one before.</summary>
    /// <param name="book">The book; it goes on being written to.</param>
    public void Load(RestrictionBook book) => _book = book;

    /// <summary>Hears enforcement.</summary>
    /// <remarks>The earlier of both clocks counts: one that runs ahead must not make silence look like word.</remarks>
    /// <param name="saidAt">When it spoke, by its clock.</param>
    /// <param name="now">The time here.</param>
    public void Hear(DateTimeOffset saidAt, DateTimeOffset now)
    {
        var heard = Math.Min(saidAt.UtcTicks, now.UtcTicks);
        lock (_gate)
            Volatile.Write(ref _heardTicks, Math.Max(_heardTicks, heard));
    }

    /// <summary>What is in force, where that is known.</summary>
    /// <param name="now">The time.</param>
    /// <param name="unknown">Why it is not known; empty when it is.</param>
    /// <returns>The book, or null.</returns>
    public RestrictionBook? Known(DateTimeOffset now, out string unknown)
    {
        unknown = (_book, HeardAt) switch
        {
            (null, _) => "What is in force has not been read yet.",
            (_, null) => "Nothing has been heard of enforcement yet.",
            (_, { } heard) when now - heard > unknownAfter => $"Nothing has been heard of enforcement for {(now - heard).TotalSeconds:0} s.",
            _ => "",
        };
        return unknown.Length == 0 ? _book : null;
    }
}
