using Moderation.Cli.Demo.Watch;

namespace Moderation.Cli.Demo.Status;

/// <summary>Frames per second between the last two looks.</summary>
internal readonly record struct FrameRates(double SentPerSecond, double AnsweredPerSecond);

/// <summary>Remembers the last look.</summary>
internal sealed class FrameRateMeter(TimeProvider time)
{
    private long _lookedAt = time.GetTimestamp();
    private long _sent;
    private long _answered;

    public FrameRates Look(RunView run)
    {
        var now = time.GetTimestamp();
        var seconds = Math.Max(time.GetElapsedTime(_lookedAt, now).TotalSeconds, 0.001);
        var rates = new FrameRates((run.FramesSent - _sent) / seconds, (run.Answered - _answered) / seconds);
        (_lookedAt, _sent, _answered) = (now, run.FramesSent, run.Answered);
        return rates;
    }
}
