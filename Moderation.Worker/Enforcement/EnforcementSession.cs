using System.Diagnostics;
using Confluent.Kafka;
using Moderation.Core.Wire;
using Moderation.Worker.Hosting;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Enforcement;

/// <summary>Enforcement for as long as this process owns the log of orders: reads back what is known, then folds and sends, all on a thread of its own.</summary>
internal sealed class EnforcementSession(SessionParts parts, LoopFactory loops, EnforcementTopics topics, EnforcementOptions options, HostFault fault, ILogger<EnforcementSession> log)
{
    /// <summary>How often the same thing is written over. More means that somebody else enforces at the same time, and two would write against each other for ever.</summary>
    private const int MostCorrections = 8;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private readonly Dictionary<string, int> _corrections = new(StringComparer.Ordinal);
    private volatile bool _isActive;
    private bool _isRestored;

    /// <summary>Whether it has read everything back and enforces.</summary>
    public bool IsActive => _isActive;

    /// <summary>Completes when it has ended after it was closed.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    public void Start() => Ended = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Takes an order. Does not wait.</summary>
    public void Take(HeldRecord held, ActionRecord order) => parts.Queue.Post(() => parts.Fold.Take(held, order), held);

    /// <summary>The group's client was asked for news.</summary>
    public void Seen()
    {
        if (parts.Ownership.Seen() is not { } gap)
            return;
        parts.Metrics.StandStills.Add(1);
        log.StoodStill(gap);
    }

    /// <summary>Stops at once; nothing is folded or sent any more. Does not wait.</summary>
    public void Close() => parts.Ownership.Lose();

    private void Run()
    {
        try
        {
            using var memory = loops.Reader(EnforcementTopics.Memory);
            memory.Start(TakeMemory);
            RunUntil(() => memory.IsLoaded);
            _isRestored = true;
            var since = parts.Memory.Complete() - options.LookBack;
            using var answers = loops.Reader(EnforcementTopics.Answers);
            answers.Start(TakeAnswer, (consumer, partitions) => AnswerStart.Find(consumer, partitions, since));
            RunUntil(() => answers.IsLoaded);
            Fold();
        }
        catch (OperationCanceledException) when (parts.Ownership.IsLost)
        {
            log.GivenUp();
        }
        catch (Exception e)
        {
            fault.Report("enforcement failed", e);
        }
        finally
        {
            _isActive = false;
            parts.Metrics.State = null;
            parts.Queue.GiveUp();
            parts.Fold.GiveUp();
        }
    }

    private void RunUntil(Func<bool> isDone)
    {
        while (true)
        {
            WaitUntilSure();
            // Asked first: what was read before it was done is in the queue.
            var done = isDone();
            if (parts.Queue.TryTake(done ? TimeSpan.Zero : Poll, out var item))
                item.Run();
            else if (done)
                return;
        }
    }

    private void Fold()
    {
        WaitUntilSure();
        var corrected = parts.Fold.Resume(parts.Memory);
        _isActive = true;
        var took = Stopwatch.GetElapsedTime(_startedAt).TotalSeconds;
        log.TakenOver(parts.Dispatcher.OpenCount, took, corrected);
        while (true)
        {
            var hasItem = parts.Queue.TryTake(Poll, out var item);
            try
            {
                WaitUntilSure();
            }
            catch (OperationCanceledException)
            {
                item.Held?.Abandon();
                throw;
            }

            if (hasItem)
                item.Run();
            parts.Fold.Tick();
        }
    }

    private void WaitUntilSure()
    {
        parts.Ownership.Lost.ThrowIfCancellationRequested();
        while (!parts.Ownership.IsSure)
        {
            parts.Ownership.Lost.WaitHandle.WaitOne(Poll);
            parts.Ownership.Lost.ThrowIfCancellationRequested();
        }
    }

    private void TakeMemory(ConsumeResult<byte[]?, byte[]?> source)
    {
        if (source.Message.Headers is { } headers && headers.TryGetLastBytes(DispatchJournal.WriterHeader, out var writer) && parts.Journal.IsOwn(writer))
            return;
        switch (source.Topic)
        {
            case TopicNames.Dispatches when topics.ReadOwn(source, WireJson.Default.DispatchRecord, record => record.Order.ActionId.Value) is { } dispatch:
                PostForeign(source, () => parts.Memory.Take(dispatch), () => parts.Fold.TakeStranger(dispatch));
                break;
            case TopicNames.Restrictions when topics.ReadOwn(source, WireJson.Default.RestrictionRecord, record => record.LiveId.Value) is { } restrictions:
                PostForeign(source, () => parts.Memory.Take(restrictions), () => parts.Fold.TakeStranger(restrictions));
                break;
            case TopicNames.EnforcementState when topics.ReadOwn(source, WireJson.Default.EnforcementStateRecord, _ => EnforcementStateRecord.Key) is { } state:
                Post(() => parts.Memory.Take(state));
                break;
            case TopicNames.Controls when topics.ReadOwn(source, WireJson.Default.ControlRecord, record => record.ToKey()) is { } control:
                Post(() =>
                {
                    if (_isRestored)
                        parts.Fold.Take(control);
                    else
                        parts.Memory.Take(control);
                });
                break;
        }
    }

    /// <summary>Takes a record that only whoever enforces writes: of a former owner's it is memory until all is read, and wrong from then on.</summary>
    private void PostForeign(ConsumeResult<byte[]?, byte[]?> source, Action remember, Action correct)
    {
        Post(() =>
        {
            if (!_isRestored)
            {
                remember();
                return;
            }

            topics.TellStranger(source);
            var key = $"{source.Topic} {System.Text.Encoding.UTF8.GetString(source.Message.Key!)}";
            _corrections[key] = _corrections.GetValueOrDefault(key) + 1;
            if (_corrections[key] <= MostCorrections)
                correct();
        });
    }

    private void TakeAnswer(ConsumeResult<byte[]?, byte[]?> source)
    {
        if (source.Topic == TopicNames.ActionReceipts)
        {
            if (topics.ReadAnswer(source, WireJson.Default.ActionReceiptRecord, record => record.LiveId) is { } receipt)
                Post(() => parts.Fold.Take(receipt));
        }
        else if (topics.ReadAnswer(source, WireJson.Default.VerdictRecord, record => record.LiveId) is { } verdict)
        {
            Post(() => parts.Fold.Take(verdict));
        }
    }

    private void Post(Action run) => parts.Queue.PostRead(run, parts.Ownership.Lost);
}
