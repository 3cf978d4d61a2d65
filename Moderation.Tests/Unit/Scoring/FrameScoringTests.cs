using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Models.Faces;
using Moderation.Tests.Support;
using Moderation.Worker.Hosting;
using Moderation.Worker.Intake;
using Moderation.Worker.Sampling;
using Moderation.Worker.Scoring;

namespace Moderation.Tests.Unit.Scoring;

public sealed class FrameScoringTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(Noon);
    private readonly WorkerParts _parts = new();
    private readonly FrameScoring _scoring;

    public FrameScoringTests() => _scoring = new FrameScoring(
        new FrameGate(new SamplingOptions(), new SamplingMetrics(_parts.Meters), _time),
        _parts.Publisher,
        _parts.DeadLetters,
        new FailureStreak(3, _parts.Fault),
        new ScoringMetrics(_parts.Meters),
        NullLogger<FrameScoring>.Instance);

    [Fact]
    public void A_scored_frame_says_everything_the_models_said()
    {
        var poor = new ScoredFace(-0.1, 0.2, 0.3, 0.4, 0.7, new FaceQuality(30, 12, 0.1, 0.33, FaceFaults.Small | FaceFaults.Dark | FaceFaults.Edge), null);
        var frame = Frame("f-1");

        Score(frame, (_, score) =>
        {
            score.Faces.Add(ScriptedScorers.ClearFace(14.5));
            score.Faces.Add(poor);
        });

        var signal = SingleSignal();
        Assert.Equal((frame.Head.LiveId, Noon, frame.Record.Ref, 640, 360), (signal.LiveId, signal.At, signal.Frame, signal.WidthPx, signal.HeightPx));
        Assert.Null(signal.NotScored);
        Assert.Equal([new ModelRef("blazeface-back", "00000000000000aa"), new ModelRef("faceres-deep", "00000000000000bb")], signal.Models);
        var clear = signal.Faces[0];
        Assert.Equal((new NormalizedBox(0.4, 0.3, 0.2, 0.3), 0.95, new AgeReading(14.5, 3, 0.9)), (clear.Box, clear.Detection, clear.Age));
        Assert.Equal(FaceQualityBand.Clear, clear.Quality.Band);
        Assert.Empty(clear.Quality.Faults);
        Assert.Null(signal.Faces[1].Age);
        Assert.Equal(FaceQualityBand.Poor, signal.Faces[1].Quality.Band);
        Assert.Equal([FaceFault.Small, FaceFault.Dark, FaceFault.Edge], signal.Faces[1].Quality.Faults);
    }

    [Fact]
    public void A_frame_without_faces_is_an_answer()
    {
        Score(Frame("f-1"), (_, _) => { });

        Assert.Null(SingleSignal().NotScored);
        Assert.Empty(SingleSignal().Faces);
    }

    [Fact]
    public void The_same_frame_has_the_same_sample_id_wherever_it_is_delivered()
    {
        var first = FrameSignals.SampleOf(Frame("f-1").Head);

        Assert.Equal(first, FrameSignals.SampleOf(Frame("f-1").Head));
        Assert.NotEqual(first, FrameSignals.SampleOf(Frame("f-2").Head));
    }

    [Theory]
    [InlineData(ImageRefusal.Empty, DeadLetterReason.EmptyValue)]
    [InlineData(ImageRefusal.TooManyBytes, DeadLetterReason.ImageTooLarge)]
    [InlineData(ImageRefusal.TooManyPixels, DeadLetterReason.ImageTooLarge)]
    [InlineData(ImageRefusal.UnknownFormat, DeadLetterReason.ImageFormatUnknown)]
    [InlineData(ImageRefusal.Broken, DeadLetterReason.ImageBroken)]
    public void A_refused_picture_is_dead_lettered_and_said_to_be_not_scored(ImageRefusal refusal, DeadLetterReason reason)
    {
        Score(Frame("f-1"), (_, score) => (score.Refusal, score.RefusalDetail) = (refusal, "why"));

        Assert.Equal((reason, "why", FrameScoring.Stage), (SingleLetter().Reason, SingleLetter().Detail, SingleLetter().Stage));
        Assert.Equal(NotScoredReason.Undecodable, SingleSignal().NotScored);
        Assert.Equal(0, _parts.Partition.NextCommit());
        _parts.Publisher.AcknowledgeAll();
        Assert.Equal(1, _parts.Partition.NextCommit());
    }

    [Fact]
    public void Every_refusal_has_a_reason()
    {
        Assert.All(Enum.GetValues<ImageRefusal>().Except([ImageRefusal.None]), refusal => FrameSignals.ReasonOf(refusal));
    }

    [Fact]
    public void A_failing_model_is_not_a_score()
    {
        Score(Frame("f-1"), (_, _) => throw new InvalidOperationException("words that could name content"));

        Assert.Equal((DeadLetterReason.ModelFailed, nameof(InvalidOperationException)), (SingleLetter().Reason, SingleLetter().Detail));
        Assert.Equal(NotScoredReason.ModelFailed, SingleSignal().NotScored);
        Assert.False(_parts.Fault.IsReported);
    }

    [Fact]
    public void A_model_that_answers_with_no_number_has_failed()
    {
        Score(Frame("f-1"), (_, score) => score.Faces.Add(ScriptedScorers.ClearFace(double.NaN)));

        Assert.Equal(NotScoredReason.ModelFailed, SingleSignal().NotScored);
    }

    [Fact]
    public void Failures_in_a_row_stop_the_host_and_one_success_begins_the_count_anew()
    {
        for (var n = 0; n < 5; n++)
        {
            Score(Frame($"f-{n}"), (_, _) =>
            {
                if (n != 2)
                    throw new InvalidOperationException();
            });
            Assert.False(_parts.Fault.IsReported);
        }

        Score(Frame("f-5"), (_, _) => throw new InvalidOperationException());
        Assert.True(_parts.Fault.IsReported);
    }

    [Fact]
    public void A_frame_that_became_too_old_while_it_waited_is_shed_and_finished()
    {
        var frame = Frame("f-1");
        _time.Advance(TimeSpan.FromSeconds(11));

        Score(frame, (_, _) => throw new InvalidOperationException("must not be asked"));

        Assert.Empty(_parts.Publisher.Sent);
        Assert.Equal(1, _parts.Partition.NextCommit());
    }

    [Fact]
    public void A_frame_of_a_partition_that_was_taken_away_is_left_to_the_next_owner()
    {
        var frame = Frame("f-1");
        _parts.Partition.Close();

        Score(frame, (_, _) => throw new InvalidOperationException("must not be asked"));

        Assert.Empty(_parts.Publisher.Sent);
        Assert.Equal(0, _parts.Partition.NextCommit());
        Assert.True(_parts.Partition.WaitUntilIdle(TimeSpan.Zero));
    }

    public void Dispose() => _parts.Dispose();

    private SampledFrame Frame(string frameId)
    {
        var record = _parts.Receive(
            "live-1", [1], Noon, ("v", "1"), ("frame-id", frameId), ("captured-at", Noon.ToString("O", CultureInfo.InvariantCulture)));
        Assert.Null(FrameHeadReader.Read(record.Key, record.Headers, out var head));
        return new SampledFrame(record, head);
    }

    private void Score(SampledFrame frame, ScriptedScorers.Script script) =>
        _scoring.Score(new LaneScorer(new ScriptedScorers(script).Create()), frame);

    private FrameSignal SingleSignal() => Assert.IsType<FrameSignal>(
        JsonSerializer.Deserialize(Assert.Single(_parts.Publisher.To(TopicNames.Signals)).Value, WireJson.Default.SignalRecord));

    private DeadLetterRecord SingleLetter() =>
        JsonSerializer.Deserialize(Assert.Single(_parts.Publisher.To(TopicNames.DeadLetters)).Value, WireJson.Default.DeadLetterRecord)!;
}
