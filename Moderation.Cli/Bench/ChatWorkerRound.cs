using System.Globalization;
using System.Text.Json;
using Confluent.Kafka;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Bench;

/// <summary>The whole way of a line through a Worker: broker, intake, sampling, scoring, signal.</summary>
/// <remarks>Lines go to every partition in turn.</remarks>
internal sealed class ChatWorkerRound : IDisposable
{
    /// <summary>In flight: more than a lane holds before it pauses its partitions, far under what the embedded broker keeps of a partition.</summary>
    private static readonly WorkerFeedSettings Settings = new(
        "line", InFlight: 4_000, Portion: 100, LingerMs: 2, value => value.AsSpan().IndexOf("\"notScored\""u8) < 0);

    private readonly IReadOnlyList<(TopicPartition Partition, Message<string, byte[]> Message)> _lines;
    private readonly WorkerFeed _feed;

    public ChatWorkerRound(string bootstrapServers, int partitionCount, IReadOnlyList<string> lines, WorkerGauges gauges, TimeProvider time)
    {
        var at = time.GetUtcNow();
        _lines = [.. lines.Select((text, number) => Line(text, number, number % partitionCount, at))];
        _feed = new WorkerFeed(bootstrapServers, Settings, gauges);
    }

    /// <summary>Follows the answers until stopped; must run during every round.</summary>
    public Task FollowAsync(CancellationToken stop) => _feed.FollowAsync(stop);

    public Task<RoundResult> RunAsync(TimeSpan length, CancellationToken stop) => _feed.RunAsync(length, number => _lines[(int)(number % _lines.Count)], stop);

    public void Dispose() => _feed.Dispose();

    private static (TopicPartition, Message<string, byte[]>) Line(string text, int number, int partition, DateTimeOffset at)
    {
        var live = string.Create(CultureInfo.InvariantCulture, $"bench-{at.UtcTicks}-{partition}");
        var line = new ChatRecord
        {
            V = WireVersion.Current,
            LiveId = LiveId.Parse(live),
            MessageId = string.Create(CultureInfo.InvariantCulture, $"message-{number}"),
            At = at,
            Source = TextSource.Chat,
            Text = text,
            AuthorId = UserId.Parse(string.Create(CultureInfo.InvariantCulture, $"user-{number % 1_000}")),
        };
        var value = JsonSerializer.SerializeToUtf8Bytes(line, WireJson.Default.ChatRecord);
        return (new TopicPartition(TopicNames.Chat, partition), new Message<string, byte[]> { Key = live, Value = value });
    }
}
