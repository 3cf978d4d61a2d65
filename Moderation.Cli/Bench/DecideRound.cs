using System.Diagnostics;

namespace Moderation.Cli.Bench;

/// <summary>How long something took.</summary>
/// <param name="ProcessorSeconds">Processor time of the whole process, collector included: what it costs, however many others share the machine.</param>
/// <param name="WallSeconds">Time by the clock, others' turns included.</param>
internal readonly record struct Taken(double ProcessorSeconds, double WallSeconds)
{
    public static Taken By(Action work)
    {
        var (processor, wall) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        work();
        return new Taken((Environment.CpuUsage.TotalTime - processor).TotalSeconds, Stopwatch.GetElapsedTime(wall).TotalSeconds);
    }
}

/// <summary>One round of each side on the same signals.</summary>
/// <param name="Signals">Signals of the round.</param>
/// <param name="Generated">Reading them only, by the generated reader alone.</param>
/// <param name="Read">Reading them only, as the decider does.</param>
/// <param name="Decide">Reading and deciding.</param>
/// <param name="AllocatedBytes">Allocated while deciding, reading included.</param>
/// <param name="PausedSeconds">Of <paramref name="Decide"/> by the clock, in which the collector let nothing else run.</param>
internal readonly record struct DecideRound(long Signals, Taken Generated, Taken Read, Taken Decide, long AllocatedBytes, double PausedSeconds)
{
    public double ProcessorSeconds => Generated.ProcessorSeconds + Read.ProcessorSeconds + Decide.ProcessorSeconds;
}
