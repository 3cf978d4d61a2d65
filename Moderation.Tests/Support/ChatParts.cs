using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Testing;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Models.Text;
using Moderation.Worker.Hosting;
using Moderation.Worker.Kafka;
using Moderation.Worker.Sampling;
using Moderation.Worker.Scoring;

namespace Moderation.Tests.Support;

/// <summary>The chat's half of a scorer, put together without a broker.</summary>
internal sealed class ChatParts : IDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public ChatParts(TimeProvider time, ChatSamplingOptions? options = null, IRecordPublisher? publisher = null)
    {
        Worker = new WorkerParts(time);
        Options = options ?? new ChatSamplingOptions();
        Risk = new LivesAtRisk(Options);
        Roster = new LiveRoster(Options);
        Metrics = new TextMetrics(Worker.Meters);
        var failures = new TextFailures(Worker.DeadLetters, new FailureStreak(3, Worker.Fault), Metrics, Log);
        Scoring = new TextScoring(publisher ?? Worker.Publisher, failures, Risk, Metrics, time);
    }

    public WorkerParts Worker { get; }

    public ChatSamplingOptions Options { get; }

    public LivesAtRisk Risk { get; }

    public LiveRoster Roster { get; }

    public TextMetrics Metrics { get; }

    public TextScoring Scoring { get; }

    public FakeLogger<TextFailures> Log { get; } = new();

    public static ChatRecord Line(int n, string text = "hello", string live = "live-1") => new()
    {
        V = 1,
        LiveId = LiveId.Parse(live),
        MessageId = string.Create(CultureInfo.InvariantCulture, $"m-{n}"),
        At = Noon,
        Source = TextSource.Chat,
        Text = text,
        AuthorId = UserId.Parse("u-1"),
    };

    public HeldRecord Receive(ChatRecord line, params (string Name, string Value)[] headers) =>
        Worker.Receive(line.LiveId.Value, JsonSerializer.SerializeToUtf8Bytes(line, WireJson.Default.ChatRecord), Noon, headers);

    public SampledLine Sample(ChatRecord line, params (string Name, string Value)[] headers) => new(Receive(line, headers), line, IsCut: false);

    public TextLane Lane(ITextScorerFactory scorers, TextScoringOptions? options = null) =>
        new(0, options ?? new TextScoringOptions(), new TextLaneScorer(scorers.Create()), Scoring, Worker.Fault);

    public IReadOnlyList<TextSignal> Signals() =>
        [.. Worker.Publisher.To(TopicNames.Signals).Select(sent => Assert.IsType<TextSignal>(JsonSerializer.Deserialize(sent.Value, WireJson.Default.SignalRecord)))];

    public IReadOnlyList<DeadLetterRecord> Letters() =>
        [.. Worker.Publisher.To(TopicNames.DeadLetters).Select(sent => JsonSerializer.Deserialize(sent.Value, WireJson.Default.DeadLetterRecord)!)];

    public void Dispose() => Worker.Dispose();
}
