namespace Moderation.Api.Enforcement.Receipts;

/// <summary>Ids of webhooks that were taken, the newest of them. Forgetting one does no harm: the receipts in it are one however often they come. Safe for any threads.</summary>
/// <param name="capacity">How many it remembers.</param>
internal sealed class SeenWebhooks(int capacity)
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Queue<string> _inOrder = new();

    public bool Contains(string id)
    {
        lock (_lock)
            return _known.Contains(id);
    }

    public void Add(string id)
    {
        lock (_lock)
        {
            if (!_known.Add(id))
                return;
            _inOrder.Enqueue(id);
            if (_inOrder.Count > capacity)
                _known.Remove(_inOrder.Dequeue());
        }
    }
}
