using Moderation.Cli.Demo.Watch;

namespace Moderation.Cli.Demo.Status;

/// <summary>Frames and text lines per second between the last two looks.</summary>
internal readonly record struct SampleRates(double FramesSent, double FramesAnswered, double LinesSent, double LinesAnswered);

/// <summary>Remembers the last look.</summary>
internal sealed class SampleRateMeter(TimeProvider time)
{
    private long _lookedAt = time.GetTimestamp();
    private RunView? _before;

    public SampleRates Look(RunView run)
    {
        var now = time.GetTimestamp();
        var seconds = Math.Max(time.GetElapsedTime(_lookedAt, now).TotalSeconds, 0.001);
        var rates = new SampleRates(
            (run.FramesSent - (_before?.FramesSent ?? 0)) / seconds,
            (run.Answered - (_before?.Answered ?? 0)) / seconds,
            (run.LinesSent - (_before?.LinesSent ?? 0)) / seconds,
            (run.LinesAnswered - (_before?.LinesAnswered ?? 0)) / seconds);
        (_lookedAt, _before) = (now, run);
        return rates;
    }
}
