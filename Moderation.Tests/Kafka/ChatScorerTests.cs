using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Logging;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Models.Text;
using Moderation.Tests.Support;

namespace Moderation.Tests.Kafka;

public sealed class ChatScorerTests : IDisposable
{
    private const string Marker = "zorkmid-quux";
    private readonly KafkaFixture _kafka = new();
    private readonly FakeLoggerProvider _logs = new();
    private readonly DateTimeOffset _now = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());

    public ChatScorerTests() => _kafka.Touch([.. TopicNames.All]);

    private string Group => $"{_kafka.Unique}.scorer.chat";

    [Fact]
    public async Task Five_thousand_lines_become_five_thousand_signals_in_the_order_of_their_lives()
    {
        const int Count = 5_000;
        const int Lives = 17;
        await using var worker = await StartAsync(ByHash());
        await SendAsync(Enumerable.Range(0, Count).Select(n => Line(n, n % Lives)));

        var signals = Signals(Count);
        await worker.StopAsync();

        Assert.Equal(Count, _kafka.CountIn(TopicNames.Signals));
        Assert.Equal(Count, signals.Select(signal => signal.SampleId).Distinct().Count());
        Assert.All(signals.GroupBy(signal => signal.LiveId), live => Assert.Equal(live.OrderBy(Number), live));
        Assert.All(signals, signal => Assert.Equal(Expected(signal.MessageId), signal.Scores.Single().Score));
        Assert.Equal(Count, _kafka.Committed(Group, TopicNames.Chat));
        Assert.Equal(0, _kafka.CountIn(TopicNames.DeadLetters));
    }

    [Fact]
    public async Task A_crash_scores_again_and_the_signals_are_the_same()
    {
        const int Count = 300;
        const string NeverCommit = "--Worker:CommitInterval=00:01:00";
        await SendAsync(Enumerable.Range(0, Count).Select(n => Line(n, live: 0)));
        await using (await StartAsync(ByHash(), NeverCommit))
            Signals(Count);

        await using var restarted = await StartAsync(ByHash(), NeverCommit);
        var values = Values(2 * Count);

        Assert.Equal(values.Take(Count), values.Skip(Count));
        Assert.Equal(Count, values.Distinct().Count());
    }

    [Fact]
    public async Task A_second_worker_takes_over_and_no_line_is_lost_when_the_first_dies()
    {
        const int Count = 2_000;
        const int Lives = 17;
        await using var first = await StartAsync(ByHash());
        await SendAsync(Enumerable.Range(0, Count / 2).Select(n => Line(n, n % Lives)));
        Signals(Count / 4);

        await using var second = await StartAsync(ByHash());
        await SendAsync(Enumerable.Range(Count / 2, Count / 2).Select(n => Line(n, n % Lives)));
        Signals(Count * 3 / 4);
        await ((IAsyncDisposable)first).DisposeAsync();
        await KafkaFixture.Until(() => _kafka.Committed(Group, TopicNames.Chat) == Count, "every line has its fate");

        var signals = Signals((int)_kafka.CountIn(TopicNames.Signals));
        Assert.Equal(Enumerable.Range(0, Count), signals.Select(Number).Distinct().Order());
        Assert.All(signals.GroupBy(signal => signal.SampleId), copies => Assert.Single(copies.Select(copy => copy.Scores.Single()).Distinct()));
        Assert.All(signals.GroupBy(signal => signal.LiveId), live => Assert.Equal(live.DistinctBy(Number).OrderBy(Number), live.DistinctBy(Number)));
    }

    [Fact]
    public async Task Hostile_lines_are_dead_lettered_or_read_as_far_as_they_go_and_no_word_of_them_is_repeated()
    {
        var good = JsonSerializer.SerializeToUtf8Bytes(Line(1, 0) with { Text = Marker }, WireJson.Default.ChatRecord);
        byte[][] unusable =
        [
            Encoding.UTF8.GetBytes(Marker), good[..^9], "[]"u8.ToArray(),
            Replace(good, $"\"{Marker}\"", $"{{\"{Marker}\":[]}}"), Replace(good, "\"text\"", $"\"{Marker}\""),
            Replace(good, "\"m-1\"", $"\"{Marker} \\n\""), Replace(good, _now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "2999-01-01"),
        ];
        await using var worker = await StartAsync(new ScriptedTextScorers(FailOnPoison));
        foreach (var value in unusable)
            await _kafka.SendAsync(TopicNames.Chat, Key(0), value);
        await _kafka.SendAsync(TopicNames.Chat, Key(1), good);
        await SendAsync(
        [
            Line(2, 0) with { Text = string.Concat(Enumerable.Repeat(Marker, 5_000)) }, Line(3, 0) with { Text = new string('\u0001', 10_000) },
            Line(4, 0) with { Text = $"poison {Marker}" }, Line(5, 0) with { Text = "" }, Line(6, 0),
        ]);

        var signals = Signals(5);
        var letters = _kafka.Read(TopicNames.DeadLetters, unusable.Length + 2, _ => true);
        await worker.StopAsync();

        Assert.Equal([2, 3, 4, 5, 6], signals.Select(Number));
        Assert.Equal([true, true, false, false, false], signals.Select(signal => signal.Truncated));
        Assert.Equal([null, null, TextNotScoredReason.ModelFailed, TextNotScoredReason.NothingToRead, null], signals.Select(signal => signal.NotScored));
        Assert.All(letters.Select(letter => letter.Message.Value!), letter => Assert.DoesNotContain("zorkmid", Encoding.UTF8.GetString(letter), StringComparison.Ordinal));
        var logs = _logs.Collector.GetSnapshot();
        Assert.Contains(logs, entry => entry.Id.Id == 3003);
        Assert.All(logs, entry => Assert.DoesNotContain("zorkmid", $"{entry.Message} {entry.Exception}", StringComparison.Ordinal));
        Assert.Equal(unusable.Length + 6, _kafka.Committed(Group, TopicNames.Chat));
        Assert.False(worker.Fault.IsReported);
    }

    [Fact]
    public async Task A_worker_is_ready_when_it_owns_chat_too_and_shows_what_it_does_with_it()
    {
        await using var worker = await StartAsync(new ScriptedTextScorers((_, score) => ScriptedTextScorers.Set(score, TextLabel.Insult, 0.9f, flagged: true)));
        using var http = new HttpClient { BaseAddress = new Uri(worker.App.Urls.First()) };
        var ready = http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        while ((await ready).StatusCode != HttpStatusCode.OK)
        {
            Assert.True(TimeProvider.System.GetUtcNow() - _now < TimeSpan.FromSeconds(40), await (await ready).Content.ReadAsStringAsync());
            ready = http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        }

        await SendAsync([Line(1, 0)]);
        Signals(1);
        var metrics = PrometheusText.Parse(await http.GetStringAsync(new Uri("/metrics", UriKind.Relative)));

        double Sum(string name, string label, string value) => metrics.Where(m => m.Name == name && m.Labels.GetValueOrDefault(label) == value).Sum(m => m.Value);
        Assert.NotEqual(0, Sum("moderation_kafka_partitions", "loop", "scorer.chat"));
        Assert.Equal(1, Sum("moderation_sampling_lines_total", "fate", "taken"));
        Assert.Equal(1, Sum("moderation_sampling_lines_total", "reason", "all"));
        Assert.Equal(1, Sum("moderation_scoring_lines_total", "fate", "scored"));
        Assert.Equal(1, Sum("moderation_scoring_flagged_total", "label", "insult"));
        Assert.Contains(metrics, m => m.Name.StartsWith("moderation_scoring_batch_size", StringComparison.Ordinal) && m is { Value: 1 });
        Assert.Contains(_logs.Collector.GetSnapshot(), entry => entry.Message == "Scoring text in 1 lanes with text 00000000000000cc");
    }

    public void Dispose()
    {
        _logs.Dispose();
        _kafka.Dispose();
    }

    private static ScriptedTextScorers ByHash() => new((text, score) => ScriptedTextScorers.Set(score, TextLabel.Toxic, (float)Expected(text)), maxBatch: 16);

    /// <summary>A score that each line has for itself.</summary>
    private static double Expected(string messageId) => (100 + int.Parse(messageId[2..], CultureInfo.InvariantCulture)) / 10_000.0;

    private static void FailOnPoison(string text, TextScore score)
    {
        if (text.StartsWith("poison", StringComparison.Ordinal))
            throw new InvalidOperationException($"cannot read {text}");
        score.IsScored = text.Length > 0;
    }

    private static int Number(TextSignal signal) => int.Parse(signal.MessageId[2..], CultureInfo.InvariantCulture);

    private static byte[] Replace(byte[] json, string what, string with) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json).Replace(what, with, StringComparison.Ordinal));

    private Task<TestWorker> StartAsync(ITextScorerFactory scorers, params string[] settings) => TestWorker.StartAsync(
        _kafka,
        scorers,
        builder => builder.Services.AddSingleton<ILoggerProvider>(_logs),
        ["--Worker:Roles=scorer", "--Logging:LogLevel:Default=Information", .. settings]);

    private byte[] Key(int live) => Encoding.UTF8.GetBytes($"{_kafka.Unique}-{live}");

    private ChatRecord Line(int n, int live) => new()
    {
        V = 1, LiveId = LiveId.Parse($"{_kafka.Unique}-{live}"), MessageId = $"m-{n}", At = _now, Source = TextSource.Chat, Text = $"m-{n}",
    };

    private Task SendAsync(IEnumerable<ChatRecord> lines) => Task.WhenAll([.. lines.Select(line => TestWorker.SendLineAsync(_kafka, line))]);

    private List<string> Values(int count) =>
        [.. _kafka.Read(TopicNames.Signals, count, _ => true).Select(record => Encoding.UTF8.GetString(record.Message.Value!))];

    private List<TextSignal> Signals(int count) =>
        [.. Values(count).Select(value => Assert.IsType<TextSignal>(JsonSerializer.Deserialize(value, WireJson.Default.SignalRecord)))];
}
