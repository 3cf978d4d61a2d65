using System.Diagnostics;
using System.Text.Json;
using Moderation.Core.Wire;
using Moderation.Models.Text;
using Moderation.Worker.Kafka;
using Moderation.Worker.Sampling;

namespace Moderation.Worker.Scoring;

/// <summary>What happens to chosen text lines: they are scored and their signals sent, or it is said why not.</summary>
/// <remarks>Safe for several threads; every lane calls it with its own scorer.</remarks>
internal sealed class TextScoring(IRecordPublisher publisher, TextFailures failures, LivesAtRisk risk, TextMetrics metrics, TimeProvider time)
{
    public const string Stage = "scoring";

    /// <summary>Gives every line its fate, in order.</summary>
    public void Score(TextLaneScorer scorer, Span<SampledLine> batch)
    {
        var lines = WithoutClosed(batch);
        if (lines.IsEmpty || Ask(scorer, lines) is not { } cause)
            return;
        if (lines.Length == 1)
        {
            Publish(lines[0], failures.Signal(lines[0], cause));
            return;
        }

        // The model failed on all because of one, or is broken: each alone tells which.
        for (var i = 0; i < lines.Length; i++)
        {
            if (Ask(scorer, lines.Slice(i, 1)) is { } its)
                Publish(lines[i], failures.Signal(lines[i], its));
        }
    }

    /// <summary>Leaves the lines of partitions that were taken away to their next owner.</summary>
    private static ReadOnlySpan<SampledLine> WithoutClosed(Span<SampledLine> batch)
    {
        var kept = 0;
        foreach (ref var line in batch)
        {
            if (line.Record.Partition.Closed)
                line.Record.Abandon();
            else
                batch[kept++] = line;
        }

        return batch[..kept];
    }

    /// <summary>Scores lines and sends their signals; if the model fails, nothing was sent and the cause is told.</summary>
    private Exception? Ask(TextLaneScorer scorer, ReadOnlySpan<SampledLine> lines)
    {
        ReadOnlySpan<TextScore> scores;
        var started = Stopwatch.GetTimestamp();
        try
        {
            scores = scorer.Score(lines);
        }
        catch (Exception e)
        {
            // The border of the model: whatever it throws, the lines have a fate and the lane lives.
            return e;
        }

        metrics.Measured(lines.Length, Stopwatch.GetElapsedTime(started));
        var now = time.GetUtcNow();
        for (var i = 0; i < lines.Length; i++)
            Publish(lines[i], Signal(scorer, lines[i], scores[i], now));
        return null;
    }

    /// <summary>The signal's JSON. What cannot be written (a model that answers with no probability) counts as the model's failure too.</summary>
    private byte[] Signal(TextLaneScorer scorer, in SampledLine line, TextScore score, DateTimeOffset now)
    {
        try
        {
            var signal = score.IsScored
                ? TextSignals.Scored(line, score, scorer)
                : TextSignals.NotScored(line, TextNotScoredReason.NothingToRead, score.IsTruncated);
            var value = Write(signal);
            Note(signal, now, now - line.Record.WrittenAt);
            failures.Clear();
            return value;
        }
        catch (Exception e)
        {
            return failures.Signal(line, e);
        }
    }

    private void Note(TextSignal signal, DateTimeOffset now, TimeSpan latency)
    {
        metrics.Done(signal, latency);
        foreach (var score in signal.Scores)
        {
            if (!score.Flagged)
                continue;
            metrics.Flagged(score.Label);
            risk.Flagged(signal.LiveId, now);
        }
    }

    private void Publish(in SampledLine line, byte[] value)
    {
        using var activity = TraceContext.Start("score line", line.Record.Headers);
        var trace = TraceContext.Next(activity, line.Record.Headers);
        publisher.Publish(new OutgoingRecord(TopicNames.Signals, line.Record.Key, value, trace), line.Record);
        line.Record.Release();
    }

    internal static byte[] Write(TextSignal signal) => JsonSerializer.SerializeToUtf8Bytes(signal, WireJson.Default.SignalRecord);
}
