using Moderation.Core.Wire;
using Moderation.Worker.Hosting;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Scoring;

/// <summary>What becomes of a line on which the model fails: a dead letter, and a signal that says so.</summary>
internal sealed class TextFailures(DeadLetterPublisher deadLetters, FailureStreak streak, TextMetrics metrics, ILogger<TextFailures> log)
{
    /// <summary>The signal of a line that the model failed on.</summary>
    /// <remarks>Of the cause only the type and the place are told, never the message: whoever threw it had the text in hand.</remarks>
    public byte[] Signal(in SampledLine line, Exception cause)
    {
        var type = cause.GetType().Name;
        metrics.Failed();
        log.TextModelFailed(line.Record.Ref, type, cause.StackTrace);
        deadLetters.Publish(line.Record, TextScoring.Stage, DeadLetterReason.ModelFailed, type);
        streak.Add($"the text model fails on one line after another: {type}", null);
        return TextScoring.Write(TextSignals.NotScored(line, TextNotScoredReason.ModelFailed, isTruncated: false));
    }

    /// <summary>Takes note of a line that was scored.</summary>
    public void Clear() => streak.Clear();
}
