using System.Diagnostics;
using System.Text.Json;
using Moderation.Core.Wire;
using Moderation.Models.Faces;
using Moderation.Worker.Hosting;
using Moderation.Worker.Kafka;
using Moderation.Worker.Sampling;

namespace Moderation.Worker.Scoring;

/// <summary>What happens to one chosen frame: it is scored and its signal sent, or it is said why not.</summary>
/// <remarks>Safe for several threads; every lane calls it with its own scorer.</remarks>
internal sealed class FrameScoring(
    FrameGate gate, IRecordPublisher publisher, DeadLetterPublisher deadLetters, FailureStreak failures, ScoringMetrics metrics, ILogger<FrameScoring> log)
{
    public const string Stage = "scoring";

    public void Score(LaneScorer scorer, in SampledFrame frame)
    {
        if (frame.Record.Partition.Closed)
        {
            frame.Record.Abandon();
            return;
        }

        if (!gate.Admits(frame.Head.CapturedAt))
        {
            frame.Record.Release();
            return;
        }

        using var activity = TraceContext.Start("score frame", frame.Record.Headers);
        var value = Ask(scorer, frame);
        var trace = TraceContext.Next(activity, frame.Record.Headers);
        publisher.Publish(new OutgoingRecord(TopicNames.Signals, frame.Record.Key, value, trace), frame.Record);
        frame.Record.Release();
    }

    /// <summary>The signal's JSON. What cannot be written (a model that answers with no number) counts as the model's failure too.</summary>
    private byte[] Ask(LaneScorer scorer, in SampledFrame frame)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            var score = scorer.Score(frame.Record.Value);
            metrics.Measured(Stopwatch.GetElapsedTime(started));
            if (score.Refusal != ImageRefusal.None)
                return Refused(frame, score);
            var value = Write(FrameSignals.Scored(frame.Head, frame.Record.Ref, score, scorer.Models));
            metrics.Scored(score.Faces.Count);
            failures.Clear();
            return value;
        }
        catch (Exception e)
        {
            // The border of the model: whatever it throws, the frame has a fate and the lane lives.
            return Failed(frame, e);
        }
    }

    private byte[] Refused(in SampledFrame frame, FrameScore score)
    {
        metrics.Refused();
        deadLetters.Publish(frame.Record, Stage, FrameSignals.ReasonOf(score.Refusal), score.RefusalDetail);
        return Write(FrameSignals.NotScored(frame.Head, frame.Record.Ref, NotScoredReason.Undecodable));
    }

    private byte[] Failed(in SampledFrame frame, Exception cause)
    {
        metrics.Failed();
        log.ModelFailed(frame.Record.Ref, cause);
        deadLetters.Publish(frame.Record, Stage, DeadLetterReason.ModelFailed, cause.GetType().Name);
        failures.Add("models fail on one frame after another", cause);
        return Write(FrameSignals.NotScored(frame.Head, frame.Record.Ref, NotScoredReason.ModelFailed));
    }

    private static byte[] Write(FrameSignal signal) => JsonSerializer.SerializeToUtf8Bytes(signal, WireJson.Default.SignalRecord);
}
