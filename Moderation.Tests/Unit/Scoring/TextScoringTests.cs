using System.Text;
using Microsoft.Extensions.Time.Testing;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Models.Text;
using Moderation.Tests.Support;
using Moderation.Worker.Scoring;

namespace Moderation.Tests.Unit.Scoring;

public sealed class TextScoringTests : IDisposable
{
    private const string Poison = "zorkmid-quux";
    private readonly ChatParts _parts = new(new FakeTimeProvider(ChatParts.Noon));

    [Fact]
    public void A_scored_line_says_everything_the_models_said_and_not_a_word_of_the_line()
    {
        const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        var line = ChatParts.Line(1, Poison) with { AuthorSince = ChatParts.Noon.AddDays(-1), ReplyTo = UserId.Parse("u-2"), Source = TextSource.Caption };
        var sampled = _parts.Sample(line, ("traceparent", Trace));

        Score((_, score) =>
        {
            ScriptedTextScorers.Set(score, TextLabel.Toxic, 0.123456f);
            ScriptedTextScorers.Set(score, TextLabel.Scam, 0.98766f, flagged: true);
            ScriptedTextScorers.Set(score, TextLabel.Hate, 0.0099f);
            ScriptedTextScorers.Set(score, TextLabel.Grooming, 0.004f, flagged: true);
            score.Matches.Add(new RuleMatch(RuleKind.PaymentTag, 3, 5));
            (score.Language, score.IsTruncated) = ("fr", true);
        }, sampled);

        var signal = Assert.Single(_parts.Signals());
        Assert.Equal((line.LiveId, line.At, line.MessageId, TextSource.Caption), (signal.LiveId, signal.At, signal.MessageId, signal.Source));
        Assert.Equal((line.AuthorId, line.AuthorSince, line.ReplyTo, sampled.Record.Ref), (signal.AuthorId, signal.AuthorSince, signal.ReplyTo, signal.Line));
        Assert.Equal((null, "fr", true), (signal.NotScored, signal.Language, signal.Truncated));
        Assert.Equal([new LabelScore(TextLabel.Toxic, 0.1235, false), new LabelScore(TextLabel.Grooming, 0.004, true), new LabelScore(TextLabel.Scam, 0.9877, true)], signal.Scores);
        Assert.Equal([new RuleHit(TextRule.PaymentTag, 3, 5)], signal.Rules);
        Assert.Equal([new ModelRef("text", "00000000000000cc")], signal.Models);
        Assert.Null(signal.FindFault());
        var sent = Assert.Single(_parts.Worker.Publisher.Sent);
        Assert.Equal(("live-1", Trace), (Encoding.UTF8.GetString(sent.Key!), Encoding.UTF8.GetString(sent.TraceParent!)));
        Assert.DoesNotContain(Poison, Encoding.UTF8.GetString(sent.Value!), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_is_committed_when_its_signal_is_acknowledged()
    {
        Score((_, _) => { }, _parts.Sample(ChatParts.Line(1)));

        Assert.Equal(0, _parts.Worker.Partition.NextCommit());
        _parts.Worker.Publisher.AcknowledgeAll();
        Assert.Equal(1, _parts.Worker.Partition.NextCommit());
    }

    [Fact]
    public void A_line_of_which_nothing_is_left_to_read_is_not_a_line_that_scored_nothing()
    {
        Score((text, score) => score.IsScored = text != "\u200b", _parts.Sample(ChatParts.Line(1)), _parts.Sample(ChatParts.Line(2, "\u200b")));

        Assert.Equal([null, TextNotScoredReason.NothingToRead], _parts.Signals().Select(signal => signal.NotScored));
        Assert.Equal([1, 0], _parts.Signals().Select(signal => signal.Models.Count));
        Assert.Empty(_parts.Letters());
    }

    [Fact]
    public void One_line_on_which_the_model_fails_takes_no_other_with_it()
    {
        Score(FailOnPoison, [.. Enumerable.Range(0, 10).Select(n => _parts.Sample(ChatParts.Line(n, n == 4 ? Poison : "hello")))]);

        var signals = _parts.Signals();
        Assert.Equal(Enumerable.Range(0, 10).Select(n => $"m-{n}"), signals.Select(signal => signal.MessageId));
        Assert.Equal([4], signals.Index().Where(signal => signal.Item.NotScored == TextNotScoredReason.ModelFailed).Select(signal => signal.Index));
        Assert.Equal((DeadLetterReason.ModelFailed, nameof(InvalidOperationException), 4L), (_parts.Letters().Single().Reason, _parts.Letters().Single().Detail, _parts.Letters().Single().Source.Offset));
        Assert.False(_parts.Worker.Fault.IsReported);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(1.01f)]
    [InlineData(-0.1f)]
    public void A_model_that_answers_with_no_probability_has_failed(float answer)
    {
        Score((text, score) => ScriptedTextScorers.Set(score, TextLabel.Scam, text == "hello" ? 0.5f : answer), _parts.Sample(ChatParts.Line(1, "bad")), _parts.Sample(ChatParts.Line(2)));

        Assert.Equal([TextNotScoredReason.ModelFailed, null], _parts.Signals().Select(signal => signal.NotScored));
        Assert.Single(_parts.Letters());
    }

    [Fact]
    public void What_the_model_throws_is_not_repeated_anywhere()
    {
        Score(FailOnPoison, _parts.Sample(ChatParts.Line(1, Poison)), _parts.Sample(ChatParts.Line(2, Poison)));

        Assert.NotEmpty(_parts.Log.Collector.GetSnapshot());
        Assert.All(_parts.Log.Collector.GetSnapshot(), entry => Assert.DoesNotContain(Poison, $"{entry.Message} {entry.Exception}", StringComparison.Ordinal));
        Assert.All(_parts.Worker.Publisher.Sent, sent => Assert.DoesNotContain(Poison, Encoding.UTF8.GetString(sent.Value!), StringComparison.Ordinal));
    }

    [Fact]
    public void Failures_in_a_row_stop_the_host_and_one_success_begins_the_count_anew()
    {
        Score(FailOnPoison, _parts.Sample(ChatParts.Line(1, Poison)), _parts.Sample(ChatParts.Line(2, Poison)));
        Score(FailOnPoison, _parts.Sample(ChatParts.Line(3)));
        Score(FailOnPoison, _parts.Sample(ChatParts.Line(4, Poison)), _parts.Sample(ChatParts.Line(5, Poison)));
        Assert.False(_parts.Worker.Fault.IsReported);

        Score(FailOnPoison, _parts.Sample(ChatParts.Line(6, Poison)));
        Assert.True(_parts.Worker.Fault.IsReported);
    }

    [Fact]
    public void A_flagged_line_puts_its_live_at_risk()
    {
        Score((text, score) => ScriptedTextScorers.Set(score, TextLabel.Threat, 0.9f, flagged: text == "bad"),
            _parts.Sample(ChatParts.Line(1, "bad")), _parts.Sample(ChatParts.Line(2, "good", "live-2")));

        Assert.True(_parts.Risk.Has(LiveId.Parse("live-1"), ChatParts.Noon));
        Assert.False(_parts.Risk.Has(LiveId.Parse("live-2"), ChatParts.Noon));
    }

    [Fact]
    public void Lines_of_a_partition_that_was_taken_away_are_left_to_the_next_owner()
    {
        var left = _parts.Sample(ChatParts.Line(1));
        var closed = _parts.Worker.Partition;
        closed.Close();
        _parts.Worker.Partition = new Worker.Kafka.AssignedPartition(new Confluent.Kafka.TopicPartition("source", 1), committed: null, new Worker.Kafka.WorkQuota(10, 1));
        Score((_, _) => { }, left, _parts.Sample(ChatParts.Line(2)));

        Assert.Equal("m-2", Assert.Single(_parts.Signals()).MessageId);
        Assert.Equal(0, closed.NextCommit());
        Assert.True(closed.WaitUntilIdle(TimeSpan.Zero));
    }

    [Fact]
    public void The_same_line_has_the_same_sample_id_wherever_it_is_delivered_and_never_that_of_a_frame()
    {
        var frame = new Worker.Intake.FrameHead(LiveId.Parse("live-1"), "m-1", ChatParts.Noon);

        Assert.Equal(TextSignals.SampleOf(ChatParts.Line(1)), TextSignals.SampleOf(ChatParts.Line(1, "other words")));
        Assert.NotEqual(TextSignals.SampleOf(ChatParts.Line(1)), TextSignals.SampleOf(ChatParts.Line(2)));
        Assert.NotEqual(TextSignals.SampleOf(ChatParts.Line(1)), TextSignals.SampleOf(ChatParts.Line(1, live: "live-2")));
        Assert.NotEqual(FrameSignals.SampleOf(frame), TextSignals.SampleOf(ChatParts.Line(1)));
    }

    [Fact]
    public void Every_rule_of_the_model_has_the_wire_s_word_of_the_same_name() =>
        Assert.All(Enum.GetValues<RuleKind>(), kind => Assert.Equal(kind.ToString(), TextSignals.RuleOf(kind).ToString()));

    [Fact]
    public void A_model_with_a_label_that_the_wire_does_not_know_is_refused()
    {
        var scorer = new Moq.Mock<ITextScorer>();
        scorer.Setup(s => s.Labels).Returns(["toxic", "boring"]);
        scorer.Setup(s => s.Models).Returns([]);

        Assert.Throws<FormatException>(() => new TextLaneScorer(scorer.Object));
    }

    public void Dispose() => _parts.Dispose();

    private static void FailOnPoison(string text, TextScore score)
    {
        if (text.Contains(Poison, StringComparison.Ordinal))
            throw new InvalidOperationException($"cannot read {text}");
    }

    private void Score(ScriptedTextScorers.Script script, params SampledLine[] lines)
    {
        using var scorer = new TextLaneScorer(new ScriptedTextScorers(script).Create());
        _parts.Scoring.Score(scorer, lines);
    }
}
