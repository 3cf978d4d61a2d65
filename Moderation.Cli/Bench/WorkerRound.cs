using System.Diagnostics;
using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Moderation.Cli.Demo.Watch;
using Moderation.Core.Wire;

namespace Moderation.Cli.Bench;

/// <summary>The whole way of a frame through a Worker: broker, intake, sampling, scoring, signal; as many frames in flight as keep its lanes busy.</summary>
/// <remarks>Frames go to every partition in turn, so that all lanes have the same work. Event time runs ahead by one sampling slot per frame of a live.</remarks>
internal sealed class WorkerRound : IDisposable
{
    /// <summary>More than the lanes hold before they pause, far under what the embedded broker keeps of a partition.</summary>
    private const int InFlight = 64;

    private static readonly TimeSpan FrameStep = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(30);
    private static readonly byte[] Version = Encoding.UTF8.GetBytes(WireVersion.Current.ToString(CultureInfo.InvariantCulture));

    private readonly IReadOnlyList<BenchFrame> _frames;
    private readonly WorkerGauges _gauges;
    private readonly TopicWatcher _watcher;
    private readonly IProducer<string, byte[]> _producer;
    private readonly SemaphoreSlim _room = new(InFlight);
    private readonly DateTimeOffset _startedAt;
    private readonly int _partitionCount;
    private long _sent;
    private long _answered;
    private string? _fault;

    public WorkerRound(string bootstrapServers, int partitionCount, IReadOnlyList<BenchFrame> frames, WorkerGauges gauges, TimeProvider time)
    {
        (_frames, _gauges, _partitionCount) = (frames, gauges, partitionCount);
        _startedAt = time.GetUtcNow() - TimeSpan.FromHours(12);
        _watcher = new TopicWatcher(bootstrapServers, [TopicNames.Signals, TopicNames.DeadLetters], Take, Fail);
        var config = new ProducerConfig { BootstrapServers = bootstrapServers, ClientId = "moderation-bench", LingerMs = 1 };
        _producer = new ProducerBuilder<string, byte[]>(config).SetLogHandler((_, _) => { }).Build();
    }

    /// <summary>Follows the answers until stopped; must run during every round.</summary>
    public Task FollowAsync(CancellationToken stop) => _watcher.FollowAsync(stop);

    public async Task<RoundResult> RunAsync(TimeSpan length, CancellationToken stop)
    {
        var before = await _gauges.ReadAsync(stop);
        var answered = Interlocked.Read(ref _answered);
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < length)
            await SendAsync(stop);
        for (var i = 0; i < InFlight; i++)
            await WaitForRoomAsync(stop);
        _room.Release(InFlight);
        var seconds = clock.Elapsed.TotalSeconds;
        var after = await _gauges.ReadAsync(stop);
        return new RoundResult(
            Interlocked.Read(ref _answered) - answered, seconds, after.AllocatedBytes - before.AllocatedBytes, after.CpuSeconds - before.CpuSeconds);
    }

    public void Dispose()
    {
        _producer.Dispose();
        _watcher.Dispose();
        _room.Dispose();
    }

    private async Task SendAsync(CancellationToken stop)
    {
        await WaitForRoomAsync(stop);
        var (step, partition) = Math.DivRem(_sent, _partitionCount);
        var headers = new Headers
        {
            { FrameHeaders.Version, Version },
            { FrameHeaders.FrameId, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"frame-{step}")) },
            { FrameHeaders.CapturedAt, Encoding.UTF8.GetBytes((_startedAt + step * FrameStep).ToString("O", CultureInfo.InvariantCulture)) },
        };
        var message = new Message<string, byte[]>
        {
            Key = string.Create(CultureInfo.InvariantCulture, $"bench-{_startedAt.UtcTicks}-{partition}"),
            Value = _frames[(int)(_sent % _frames.Count)].Jpeg,
            Headers = headers,
        };
        _sent++;
        _producer.Produce(new TopicPartition(TopicNames.Frames, (int)partition), message, report =>
        {
            if (report.Error.IsError)
                Fail(report.Error.Reason);
        });
    }

    /// <exception cref="ToolException">The Worker answered that it could not score, or nothing for a long time.</exception>
    private async Task WaitForRoomAsync(CancellationToken stop)
    {
        if (!await _room.WaitAsync(AnswerPatience, stop))
            throw new ToolException($"the Worker answered no frame for {AnswerPatience.TotalSeconds:0} s; {_sent} were sent, {Interlocked.Read(ref _answered)} answered");
        if (Volatile.Read(ref _fault) is { } fault)
            throw new ToolException(fault);
    }

    private void Take(ConsumeResult<string?, byte[]> result)
    {
        if (result.Topic == TopicNames.DeadLetters || RecordReader.Read(result.Message.Value, WireJson.Default.SignalRecord).Record is not FrameSignal { NotScored: null })
            Fail($"a frame was not scored: {Encoding.UTF8.GetString(result.Message.Value)}");
        Interlocked.Increment(ref _answered);
        _room.Release();
    }

    private void Fail(string what) => Interlocked.CompareExchange(ref _fault, what, null);
}
