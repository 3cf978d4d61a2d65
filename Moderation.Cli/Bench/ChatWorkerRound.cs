using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Moderation.Cli.Demo.Watch;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Bench;

/// <summary>The whole way of a line through a Worker: broker, intake, sampling, scoring, signal.</summary>
/// <remarks>Lines go to every partition in turn. What is in flight is counted in portions: a permit per line would cost more than a line.</remarks>
internal sealed class ChatWorkerRound : IDisposable
{
    /// <summary>More than a lane holds before it pauses its partitions, far under what the embedded broker keeps of a partition.</summary>
    private const int InFlight = 4_000;

    private const int Portion = 100;
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(30);

    private readonly IReadOnlyList<(TopicPartition Partition, Message<string, byte[]> Message)> _lines;
    private readonly WorkerGauges _gauges;
    private readonly TopicWatcher _watcher;
    private readonly IProducer<string, byte[]> _producer;
    private readonly SemaphoreSlim _room = new(InFlight / Portion);
    private long _sent;
    private long _answered;
    private string? _fault;

    public ChatWorkerRound(string bootstrapServers, int partitionCount, IReadOnlyList<string> lines, WorkerGauges gauges, TimeProvider time)
    {
        _gauges = gauges;
        var at = time.GetUtcNow();
        _lines = [.. lines.Select((text, number) => Line(text, number, number % partitionCount, at))];
        _watcher = new TopicWatcher(bootstrapServers, [TopicNames.Signals, TopicNames.DeadLetters], Take, Fail);
        var config = new ProducerConfig { BootstrapServers = bootstrapServers, ClientId = "moderation-bench", LingerMs = 2 };
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
        {
            await WaitForRoomAsync(stop);
            for (var i = 0; i < Portion; i++)
                Send(_lines[(int)(_sent++ % _lines.Count)]);
        }

        for (var i = 0; i < InFlight / Portion; i++)
            await WaitForRoomAsync(stop);
        _room.Release(InFlight / Portion);
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

    private void Send(in (TopicPartition Partition, Message<string, byte[]> Message) line) => _producer.Produce(line.Partition, line.Message, report =>
    {
        if (report.Error.IsError)
            Fail(report.Error.Reason);
    });

    /// <exception cref="ToolException">The Worker answered that it could not score, or nothing for a long time.</exception>
    private async Task WaitForRoomAsync(CancellationToken stop)
    {
        if (!await _room.WaitAsync(AnswerPatience, stop))
            throw new ToolException($"the Worker answered no line for {AnswerPatience.TotalSeconds:0} s; {_sent} were sent, {Interlocked.Read(ref _answered)} answered");
        if (Volatile.Read(ref _fault) is { } fault)
            throw new ToolException(fault);
    }

    private void Take(ConsumeResult<string?, byte[]> result)
    {
        if (result.Topic == TopicNames.DeadLetters || result.Message.Value.AsSpan().IndexOf("\"notScored\""u8) >= 0)
            Fail($"a line was not scored: {Encoding.UTF8.GetString(result.Message.Value)}");
        if (Interlocked.Increment(ref _answered) % Portion == 0)
            _room.Release();
    }

    private void Fail(string what) => Interlocked.CompareExchange(ref _fault, what, null);
}
