using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Moderation.Core.Wire;

namespace Moderation.Cli.Bench;

/// <summary>The whole way of a frame through a Worker: broker, intake, sampling, scoring, signal; as many frames in flight as keep its lanes busy.</summary>
/// <remarks>Frames go to every partition in turn, so that all lanes have the same work. Event time runs ahead by one sampling slot per frame of a live.</remarks>
internal sealed class WorkerRound(string bootstrapServers, int partitionCount, IReadOnlyList<BenchFrame> frames, WorkerGauges gauges, TimeProvider time) : IDisposable
{
    /// <summary>In flight: more than the lanes hold before they pause, far under what the embedded broker keeps of a partition.</summary>
    private static readonly WorkerFeedSettings Settings = new(
        "frame", InFlight: 64, Portion: 1, LingerMs: 1, value => RecordReader.Read(value, WireJson.Default.SignalRecord).Record is FrameSignal { NotScored: null });

    private static readonly TimeSpan FrameStep = TimeSpan.FromMilliseconds(20);
    private static readonly byte[] Version = Encoding.UTF8.GetBytes(WireVersion.Current.ToString(CultureInfo.InvariantCulture));

    private readonly DateTimeOffset _startedAt = time.GetUtcNow() - TimeSpan.FromHours(12);
    private readonly WorkerFeed _feed = new(bootstrapServers, Settings, gauges);

    /// <summary>Follows the answers until stopped; must run during every round.</summary>
    public Task FollowAsync(CancellationToken stop) => _feed.FollowAsync(stop);

    public Task<RoundResult> RunAsync(TimeSpan length, CancellationToken stop) => _feed.RunAsync(length, Frame, stop);

    public void Dispose() => _feed.Dispose();

    private (TopicPartition Partition, Message<string, byte[]> Message) Frame(long number)
    {
        var (step, partition) = Math.DivRem(number, partitionCount);
        var headers = new Headers
        {
            { FrameHeaders.Version, Version },
            { FrameHeaders.FrameId, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"frame-{step}")) },
            { FrameHeaders.CapturedAt, Encoding.UTF8.GetBytes((_startedAt + step * FrameStep).ToString("O", CultureInfo.InvariantCulture)) },
        };
        var message = new Message<string, byte[]>
        {
            Key = string.Create(CultureInfo.InvariantCulture, $"bench-{_startedAt.UtcTicks}-{partition}"),
            Value = frames[(int)(number % frames.Count)].Jpeg,
            Headers = headers,
        };
        return (new TopicPartition(TopicNames.Frames, (int)partition), message);
    }
}
