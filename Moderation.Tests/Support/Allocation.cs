namespace Moderation.Tests.Support;

/// <summary>What an operation allocates once it runs in.</summary>
internal static class Allocation
{
    private const int Measurements = 3;

    /// <summary>Bytes that <paramref name="count"/> calls allocate on this thread: the least of three measurements.</summary>
    /// <remarks>
    /// What the operation allocates comes in every measurement. What comes in one of them alone is the runtime's: when it replaces code that has become
    /// hot, it allocates some kilobytes, once, on the thread that it finds there.
    /// </remarks>
    public static long Of(int count, Action<int> operation)
    {
        var least = long.MaxValue;
        for (var measurement = 0; measurement < Measurements; measurement++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < count; i++)
                operation(measurement * count + i);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
