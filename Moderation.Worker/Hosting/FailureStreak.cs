namespace Moderation.Worker.Hosting;

/// <summary>Counts failures in a row and stops the host at a limit. Safe for several threads.</summary>
internal sealed class FailureStreak(int limit, HostFault fault)
{
    private int _length;

    public void Add(string what, Exception? cause)
    {
        if (Interlocked.Increment(ref _length) >= limit)
            fault.Report($"{what} ({limit} in a row)", cause);
    }

    public void Clear()
    {
        if (Volatile.Read(ref _length) != 0)
            Volatile.Write(ref _length, 0);
    }
}
