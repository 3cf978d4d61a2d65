using Microsoft.Extensions.Options;

namespace Moderation.Api.Operations;

/// <summary>What was last seen of each Worker. Safe for many threads.</summary>
internal sealed class WorkerWatch
{
    private readonly WorkerSight[] _sights;

    public WorkerWatch(IOptions<OperationsOptions> options, TimeProvider time)
    {
        var begun = time.GetUtcNow();
        _sights = [.. options.Value.Workers.Select(address => WorkerSight.Unseen(address.TrimEnd('/'), begun))];
    }

    public int Count => _sights.Length;

    public WorkerSight this[int worker] => Volatile.Read(ref _sights[worker]);

    /// <summary>Keeps what was seen of one; each is looked at by one thread at a time.</summary>
    public void Keep(int worker, WorkerSight sight) => Volatile.Write(ref _sights[worker], sight);

    public WorkersResponse Response() => new(
        $"{OperationsOptions.Section}:{nameof(OperationsOptions.Workers)}", [.. Enumerable.Range(0, Count).Select(worker => this[worker].Response())]);
}
