using Moderation.Core.Wire;
using Moderation.Vault;
using Moderation.Worker.Hosting;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Evidence;

/// <summary>Keeps what reports cite, before the topics forget it.</summary>
internal sealed class EvidenceRole(EvidenceIntake intake, EvidenceWork work, KeyCensus census, LoopFactory loops) : IWorkerRole, IDisposable
{
    public const string Group = "evidence";

    private readonly CancellationTokenSource _stopping = new();
    private readonly List<ConsumerLoop> _loops = [];
    private Task _working = Task.CompletedTask;
    private bool _disposed;

    public IReadOnlyList<ConsumerLoop> Loops => _loops;

    public void Start()
    {
        census.Require();
        _working = Task.Factory.StartNew(() => work.RunAsync(_stopping.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        // Of many members some may own nothing: the topic of reports has few partitions.
        _loops.Add(loops.Create(Group, TopicNames.Reports, intake, new CommittedReplayStart(), mayStandBy: true));
        _loops[0].Start();
    }

    /// <remarks>First the consumer, whose last act is to wait for the reports in hand; then whoever works on them.</remarks>
    public async Task StopAsync()
    {
        await Task.WhenAll(_loops.Select(loop => loop.StopAsync()));
        await _stopping.CancelAsync();
        await _working;
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _stopping.Cancel();
        foreach (var loop in _loops)
            loop.Dispose();
        ((IAsyncResult)_working).AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(10));
        _stopping.Dispose();
    }
}
