namespace Moderation.Core.Decisions;

/// <summary>The clock of one live: the newest event time of anything read so far, in UTC.</summary>
internal sealed class LiveClock
{
    /// <summary>Null before the first entry.</summary>
    public DateTimeOffset? Now { get; private set; }

    public void Restore(DateTimeOffset? now) => Now = now;

    public DateTimeOffset Advance(DateTimeOffset at)
    {
        if (Now is not { } now || at > now)
            Now = at.ToUniversalTime();
        return Now.Value;
    }
}
