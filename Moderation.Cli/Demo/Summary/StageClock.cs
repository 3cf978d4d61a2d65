using System.Diagnostics;

namespace Moderation.Cli.Demo.Summary;

/// <summary>Notes when each stage of a start was done, counted from the beginning of the process. Threads: any.</summary>
internal sealed class StageClock(DateTimeOffset processStartedAt, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, double> _done = new(StringComparer.Ordinal);

    public DateTimeOffset ProcessStartedAt => processStartedAt;

    public IReadOnlyDictionary<string, double> Done
    {
        get
        {
            lock (_lock)
                return new Dictionary<string, double>(_done);
        }
    }

    public static StageClock OfThisProcess(TimeProvider time)
    {
        using var process = Process.GetCurrentProcess();
        return new StageClock(process.StartTime.ToUniversalTime(), time);
    }

    public double Note(string stage)
    {
        lock (_lock)
            return _done[stage] = Math.Round((time.GetUtcNow() - processStartedAt).TotalSeconds, 2);
    }
}
