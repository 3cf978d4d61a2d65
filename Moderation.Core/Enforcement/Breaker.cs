namespace Moderation.Core.Enforcement;

/// <summary>Lets so many orders of one kind through in a minute, and none from the first one too many until it is closed again.</summary>
/// <param name="maxPerMinute">Most in any minute.</param>
/// <param name="lasts">How long it stays tripped by itself.</param>
internal sealed class Breaker(int maxPerMinute, TimeSpan lasts)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Queue<DateTimeOffset> _passed = [];

    public int MaxPerMinute => maxPerMinute;

    /// <summary>When it tripped; null while it is closed.</summary>
    public DateTimeOffset? TrippedAt { get; private set; }

    public DateTimeOffset? Until => TrippedAt + lasts;

    public bool TryPass(DateTimeOffset now)
    {
        Tick(now);
        if (TrippedAt is not null)
            return false;
        while (_passed.TryPeek(out var oldest) && now - oldest >= Minute)
            _passed.Dequeue();
        if (_passed.Count >= maxPerMinute)
        {
            TrippedAt = now;
            return false;
        }

        _passed.Enqueue(now);
        return true;
    }

    /// <summary>Counts one that passed before this process began.</summary>
    public void Remember(DateTimeOffset at) => _passed.Enqueue(at);

    public void Trip(DateTimeOffset at) => TrippedAt = at;

    public void Tick(DateTimeOffset now)
    {
        if (Until <= now)
            Close();
    }

    /// <summary>Closes it, and counts from nothing: what tripped it was looked at.</summary>
    public void Close()
    {
        TrippedAt = null;
        _passed.Clear();
    }
}
