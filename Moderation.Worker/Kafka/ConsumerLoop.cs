using System.Diagnostics;
using Confluent.Kafka;
using Moderation.Worker.Hosting;

namespace Moderation.Worker.Kafka;

/// <summary>Reads one topic on a thread of its own and feeds it to an intake, which never makes it wait.</summary>
/// <remarks>
/// Life: <see cref="Start"/>, then either <see cref="StopAsync"/> (finish what is in hand, commit, leave the group) or only
/// <see cref="Dispose"/>, which abandons everything the way a crash does.
/// </remarks>
internal sealed class ConsumerLoop : IDisposable
{
    private static readonly TimeSpan IdlePoll = TimeSpan.FromMilliseconds(50);

    /// <summary>Far less than what a lane still has in hand when its partitions may be resumed; each look costs two switches of the core that the lane needs.</summary>
    private static readonly TimeSpan PausedPoll = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(20);
    private readonly LoopPlan _plan;
    private readonly IRecordIntake _intake;
    private readonly BrokerLink _link;
    private readonly HostFault _fault;
    private readonly KafkaMetrics _metrics;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stopping = new();
    private readonly PartitionBook _book;
    private readonly RoomWait _room;
    private Task _running = Task.CompletedTask;
    private OffsetCommitter? _committer;
    private volatile bool _graceful;
    private bool _disposed;

    public ConsumerLoop(LoopPlan plan, IRecordIntake intake, BrokerLink link, HostFault fault, KafkaMetrics metrics, ILogger<ConsumerLoop> log)
    {
        (_plan, _intake, _link, _fault, _metrics, _log) = (plan, intake, link, fault, metrics, log);
        _book = new PartitionBook(plan, intake, metrics, log, _stopping.Token);
        _room = new RoomWait(() => _book.IsFull, TimeProvider.System, _stopping.Token);
    }

    public string Name => _plan.Name;

    public int PartitionCount => _book.OwnedCount;

    /// <summary>Whether it reads, or stands by where that is in order.</summary>
    public bool HasPlace => PartitionCount > 0 || (_plan.MayStandBy && _book.HasJoined);

    public int PausedCount => _book.PausedCount;

    public void Start() =>
        _running = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Stops in good order. Throws nothing of the loop's own failures: those went to the host's fault.</summary>
    public Task StopAsync()
    {
        _graceful = true;
        return EndAsync();
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _stopping.Cancel();
        ((IAsyncResult)_running).AsyncWaitHandle.WaitOne(_plan.StopPatience);
        _stopping.Dispose();
    }

    private async Task EndAsync()
    {
        await _stopping.CancelAsync();
        await _running;
    }

    private void Run()
    {
        try
        {
            // Disposing alone does not leave the group: without a graceful stop the group sees a crash, which is the truth.
            using var owner = new LeavableConsumer(Build());
            var consumer = owner.Consumer;
            var committer = new OffsetCommitter(_plan.Name, consumer, _metrics, _log);
            _committer = committer;
            consumer.Subscribe(_plan.Topic);
            try
            {
                Poll(consumer, committer);
                if (_graceful)
                    Leave(owner, committer);
            }
            finally
            {
                owner.Within(committer.Dispose);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            _log.LoopStopped(_plan.Name);
        }
        catch (Exception e)
        {
            _fault.Report($"the consumer of {_plan.Topic} failed", e);
        }
    }

    private IConsumer<byte[]?, byte[]?> Build() => new ConsumerBuilder<byte[]?, byte[]?>(_plan.Settings)
        .SetPartitionsAssignedHandler((consumer, partitions) => _book.Assign(consumer, partitions))
        .SetPartitionsRevokedHandler((_, partitions) => _book.Revoke(_committer!, partitions.Select(p => p.TopicPartition)))
        .SetPartitionsLostHandler((_, partitions) => _book.Lose(partitions.Select(p => p.TopicPartition)))
        .SetErrorHandler((_, error) => OnError(error))
        .SetLogHandler((_, message) => _log.Client(_plan.Name, message.Facility, message.Message))
        .Build();

    private void Poll(IConsumer<byte[]?, byte[]?> consumer, OffsetCommitter committer)
    {
        var lastCommit = Stopwatch.GetTimestamp();
        var lastTick = lastCommit;
        while (!_stopping.IsCancellationRequested)
        {
            // A tick follows a question to the client, never a wait: to some intakes it says that the client was asked.
            if (!_room.Wait())
            {
                TakeNext(consumer);
                _book.ResumeWithRoom(consumer);
                if (Stopwatch.GetElapsedTime(lastTick) >= TickEvery)
                {
                    _intake.Tick();
                    lastTick = Stopwatch.GetTimestamp();
                }
            }

            if (Stopwatch.GetElapsedTime(lastCommit) < _plan.CommitInterval)
                continue;
            committer.Begin(_book.Owned);
            lastCommit = Stopwatch.GetTimestamp();
        }
    }

    private void TakeNext(IConsumer<byte[]?, byte[]?> consumer)
    {
        ConsumeResult<byte[]?, byte[]?>? result;
        try
        {
            result = consumer.Consume(_book.PausedCount > 0 ? PausedPoll : IdlePoll);
        }
        catch (ConsumeException e) when (!e.Error.IsFatal)
        {
            _metrics.ConsumeErrors.Add(1, new KeyValuePair<string, object?>("loop", _plan.Name));
            _log.ConsumeFailed(_plan.Name, _plan.Topic, e.Error.Code, e.Error.Reason);
            return;
        }

        if (result?.Message is null || _book.Find(result.TopicPartition) is not { } partition)
            return;
        _link.MarkUp();
        _metrics.CountConsumed(_plan.Topic);
        _intake.Take(partition.Hold(result));
        if (_room.IsOver)
            _book.PauseWhenFull(consumer, partition);
    }

    private void Leave(LeavableConsumer consumer, OffsetCommitter committer)
    {
        var started = Stopwatch.GetTimestamp();
        foreach (var partition in _book.Owned)
        {
            if (!partition.WaitUntilIdle(_plan.StopPatience - Stopwatch.GetElapsedTime(started)))
                _log.LeftUnfinished(_plan.Name, partition.Id.Partition.Value);
        }

        var isLeft = consumer.Within(() =>
        {
            committer.Finish(_book.Owned);
            consumer.Consumer.Close();
        });
        if (!isLeft)
            _log.GroupNotLeft(_plan.Name);
        _log.LoopStopped(_plan.Name);
    }

    private void OnError(Error error)
    {
        if (error.IsFatal)
            _fault.Report($"the consumer of {_plan.Topic} failed: {error.Reason}", new KafkaException(error));
        else if (error.Code == ErrorCode.Local_AllBrokersDown)
            _link.MarkDown();
        _log.ClientError(_plan.Name, error.Code, error.Reason);
    }
}
