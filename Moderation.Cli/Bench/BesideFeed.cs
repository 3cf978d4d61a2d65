using System.Diagnostics;
using Confluent.Kafka;
using Moderation.Cli.Demo.Watch;

namespace Moderation.Cli.Bench;

/// <summary>What goes on beside the bare models: the same frames at a given rate from a producer through the broker to a plain consumer, so that broker, memory and clock are as busy as in the Worker's rounds.</summary>
/// <remarks>On a topic that no Worker reads; the embedded broker makes it when it is written to.</remarks>
internal sealed class BesideFeed : IDisposable
{
    private const string Topic = "bench.frames";
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly IReadOnlyList<BenchFrame> _frames;
    private readonly TimeProvider _time;
    private readonly IProducer<Null, byte[]> _producer;
    private readonly TopicWatcher _watcher;
    private long _sent;
    private long _read;
    private string? _fault;

    public BesideFeed(string bootstrapServers, IReadOnlyList<BenchFrame> frames, TimeProvider time)
    {
        (_frames, _time) = (frames, time);
        var config = new ProducerConfig { BootstrapServers = bootstrapServers, ClientId = "moderation-bench-beside", LingerMs = 1 };
        _producer = new ProducerBuilder<Null, byte[]>(config).SetLogHandler((_, _) => { }).Build();
        Send();
        _producer.Flush(Patience);
        _watcher = new TopicWatcher(bootstrapServers, [Topic], _ => Interlocked.Increment(ref _read), Fail);
    }

    /// <summary>Frames that the plain consumer has read.</summary>
    public long ReadCount => Interlocked.Read(ref _read);

    /// <summary>Reads what is sent until stopped; must run during every round.</summary>
    public Task FollowAsync(CancellationToken stop) => _watcher.FollowAsync(stop);

    /// <summary>Sends until stopped.</summary>
    /// <param name="rate">Frames a second.</param>
    /// <param name="stop">Stops, in good order.</param>
    /// <exception cref="ToolException">The broker took no frame.</exception>
    public async Task RunAsync(double rate, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        for (var sent = 0L; !stop.IsCancellationRequested; sent++)
        {
            while (sent >= clock.Elapsed.TotalSeconds * rate && !stop.IsCancellationRequested)
                await Task.Delay(Tick, _time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Send();
            if (Volatile.Read(ref _fault) is { } fault)
                throw new ToolException(fault);
        }
    }

    public void Dispose()
    {
        _producer.Dispose();
        _watcher.Dispose();
    }

    private void Send() => _producer.Produce(Topic, new Message<Null, byte[]> { Value = _frames[(int)(_sent++ % _frames.Count)].Jpeg }, report =>
    {
        if (report.Error.IsError)
            Fail(report.Error.Reason);
    });

    private void Fail(string what) => Interlocked.CompareExchange(ref _fault, what, null);
}
