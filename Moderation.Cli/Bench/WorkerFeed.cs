using System.Diagnostics;
using Confluent.Kafka;
using Moderation.Cli.Demo.Watch;
using Moderation.Core.Wire;

namespace Moderation.Cli.Bench;

/// <summary>Keeps a Worker fed: sends as much as may be in flight, counts the answers, and stops at the first that is no score.</summary>
/// <remarks>What is in flight is counted in portions: a permit per record would cost more than a short one does.</remarks>
internal sealed class WorkerFeed : IDisposable
{
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(30);

    private readonly string _what;
    private readonly int _portion;
    private readonly int _portions;
    private readonly Func<byte[], bool> _isScored;
    private readonly WorkerGauges _gauges;
    private readonly TopicWatcher _watcher;
    private readonly IProducer<string, byte[]> _producer;
    private readonly SemaphoreSlim _room;
    private long _sent;
    private long _answered;
    private string? _fault;

    /// <param name="bootstrapServers">The broker.</param>
    /// <param name="settings">What is sent, and how.</param>
    /// <param name="gauges">The Worker's own account of what it used.</param>
    public WorkerFeed(string bootstrapServers, WorkerFeedSettings settings, WorkerGauges gauges)
    {
        (_what, _portion, _portions, _isScored, _gauges) = (settings.What, settings.Portion, settings.InFlight / settings.Portion, settings.IsScored, gauges);
        _room = new SemaphoreSlim(_portions);
        _watcher = new TopicWatcher(bootstrapServers, [TopicNames.Signals, TopicNames.DeadLetters], Take, Fail);
        var config = new ProducerConfig { BootstrapServers = bootstrapServers, ClientId = "moderation-bench", LingerMs = settings.LingerMs };
        _producer = new ProducerBuilder<string, byte[]>(config).SetLogHandler((_, _) => { }).Build();
    }

    /// <summary>Follows the answers until stopped; must run during every round.</summary>
    public Task FollowAsync(CancellationToken stop) => _watcher.FollowAsync(stop);

    /// <summary>Feeds, measures for a while when answers come as fast as they can, and waits for the last one.</summary>
    /// <remarks>What is in flight at the beginning and at the end of the measuring is the same: neither filling the Worker nor emptying it is counted.</remarks>
    /// <param name="length">How long to measure.</param>
    /// <param name="next">Makes the record of a number; numbers go on from round to round.</param>
    /// <param name="stop">Stops.</param>
    /// <exception cref="ToolException">The Worker answered that it could not score, or nothing for a long time.</exception>
    public async Task<RoundResult> RunAsync(TimeSpan length, Func<long, (TopicPartition Partition, Message<string, byte[]> Message)> next, CancellationToken stop)
    {
        var full = Interlocked.Read(ref _answered) + (long)_portion * _portions;
        await FeedUntilAsync(() => Interlocked.Read(ref _answered) >= full, next, stop);
        var before = await _gauges.ReadAsync(stop);
        var answered = Interlocked.Read(ref _answered);
        var clock = Stopwatch.StartNew();
        await FeedUntilAsync(() => clock.Elapsed >= length, next, stop);
        var (count, seconds) = (Interlocked.Read(ref _answered) - answered, clock.Elapsed.TotalSeconds);
        var after = await _gauges.ReadAsync(stop);
        for (var i = 0; i < _portions; i++)
            await WaitForRoomAsync(stop);
        _room.Release(_portions);
        return new RoundResult(count, seconds, after.AllocatedBytes - before.AllocatedBytes, after.CpuSeconds - before.CpuSeconds)
        {
            CompilingSeconds = after.CompilingSeconds - before.CompilingSeconds,
        };
    }

    public void Dispose()
    {
        _producer.Dispose();
        _watcher.Dispose();
        _room.Dispose();
    }

    private async Task FeedUntilAsync(Func<bool> isDone, Func<long, (TopicPartition Partition, Message<string, byte[]> Message)> next, CancellationToken stop)
    {
        while (!isDone())
        {
            await WaitForRoomAsync(stop);
            for (var i = 0; i < _portion; i++)
                Send(next(_sent++));
        }
    }

    private void Send(in (TopicPartition Partition, Message<string, byte[]> Message) record) => _producer.Produce(record.Partition, record.Message, report =>
    {
        if (report.Error.IsError)
            Fail(report.Error.Reason);
    });

    private async Task WaitForRoomAsync(CancellationToken stop)
    {
        if (!await _room.WaitAsync(AnswerPatience, stop))
            throw new ToolException($"the Worker answered no {_what} for {AnswerPatience.TotalSeconds:0} s; {_sent} were sent, {Interlocked.Read(ref _answered)} answered");
        if (Volatile.Read(ref _fault) is { } fault)
            throw new ToolException(fault);
    }

    private void Take(ConsumeResult<string?, byte[]> result)
    {
        if (result.Topic == TopicNames.DeadLetters || !_isScored(result.Message.Value))
            Fail($"a {_what} was not scored: {System.Text.Encoding.UTF8.GetString(result.Message.Value)}");
        if (Interlocked.Increment(ref _answered) % _portion == 0)
            _room.Release();
    }

    private void Fail(string what) => Interlocked.CompareExchange(ref _fault, what, null);
}

/// <summary>What a feed sends, and how.</summary>
/// <param name="What">A record in one word, for messages.</param>
/// <param name="InFlight">Records in flight; a multiple of <paramref name="Portion"/>.</param>
/// <param name="Portion">Records that are sent and counted together.</param>
/// <param name="LingerMs">How long the producer gathers a batch.</param>
/// <param name="IsScored">Whether an answer is a score.</param>
internal sealed record WorkerFeedSettings(string What, int InFlight, int Portion, double LingerMs, Func<byte[], bool> IsScored);
