using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Moderation.Worker.Enforcement;

/// <summary>Whether this process may act as the one that enforces. Safe for several threads.</summary>
/// <remarks>
/// The group gives the partition to somebody else once it has heard nothing for a session's length. A process that stood still (a paused machine, say) does
/// not know that this happened. So after a stand-still that was long enough it does nothing for one more session's length: by then the client library has
/// found out, and has taken the partition away if it is gone.
/// </remarks>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A source without a timer holds nothing, and edges look at its token after the end.")]
internal sealed class Ownership(TimeSpan session, TimeSpan heartbeat)
{
    private readonly CancellationTokenSource _lost = new();
    private readonly TimeSpan _longestGap = session - 2 * heartbeat;
    private long _seenAt = Stopwatch.GetTimestamp();
    private long _doubtUntil;

    /// <summary>Cancelled when the partition is taken away.</summary>
    public CancellationToken Lost => _lost.Token;

    public bool IsLost => _lost.IsCancellationRequested;

    /// <summary>Whether nobody else can have been given the partition.</summary>
    public bool IsSure => !IsLost && Stopwatch.GetElapsedTime(Volatile.Read(ref _seenAt)) <= _longestGap && Stopwatch.GetTimestamp() >= Volatile.Read(ref _doubtUntil);

    /// <summary>The group's client was asked for news. Comes from the one thread that asks.</summary>
    /// <returns>How long the process had stood still, where that was too long; else null.</returns>
    public TimeSpan? Seen()
    {
        var gap = Stopwatch.GetElapsedTime(_seenAt);
        var stoodStill = gap > _longestGap;
        // The doubt comes first: whoever looks in between must not be sure.
        if (stoodStill)
            Volatile.Write(ref _doubtUntil, Stopwatch.GetTimestamp() + (long)(session.TotalSeconds * Stopwatch.Frequency));
        Volatile.Write(ref _seenAt, Stopwatch.GetTimestamp());
        return stoodStill ? gap : null;
    }

    /// <summary>The partition was taken away. Does not wait.</summary>
    public void Lose() => _ = _lost.CancelAsync();
}
