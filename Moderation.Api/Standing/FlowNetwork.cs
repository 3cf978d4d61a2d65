namespace Moderation.Api.Standing;

/// <summary>A network of capacities, and the most that flows through it: shortest augmenting paths (Edmonds and Karp, J. ACM 19, 1972).</summary>
internal sealed class FlowNetwork
{
    private readonly List<List<int>> _leaving = [];

    // Every way is followed by the way back, whose capacity is what flows along the way: way i and i ^ 1 are a pair.
    private readonly List<(int To, long Free)> _ways = [];

    /// <summary>Number of nodes.</summary>
    public int Count => _leaving.Count;

    /// <summary>Adds a node.</summary>
    /// <returns>Its number.</returns>
    public int Node()
    {
        _leaving.Add([]);
        return _leaving.Count - 1;
    }

    /// <summary>Adds a way.</summary>
    public void Connect(int from, int to, long capacity)
    {
        _leaving[from].Add(_ways.Count);
        _ways.Add((to, capacity));
        _leaving[to].Add(_ways.Count);
        _ways.Add((from, 0));
    }

    /// <summary>The most that flows from one node to another; uses the network up.</summary>
    public long Flow(int source, int sink)
    {
        var total = 0L;
        while (Path(source, sink) is { } path)
        {
            var amount = path.Min(way => _ways[way].Free);
            foreach (var way in path)
            {
                _ways[way] = _ways[way] with { Free = _ways[way].Free - amount };
                _ways[way ^ 1] = _ways[way ^ 1] with { Free = _ways[way ^ 1].Free + amount };
            }

            total += amount;
        }

        return total;
    }

    /// <summary>The ways of a shortest path with free capacity, last first; null when there is none.</summary>
    private List<int>? Path(int source, int sink)
    {
        var arrival = new int[Count];
        Array.Fill(arrival, -1);
        var waiting = new Queue<int>([source]);
        while (waiting.TryDequeue(out var node) && arrival[sink] < 0)
        {
            foreach (var way in _leaving[node])
            {
                var to = _ways[way].To;
                if (_ways[way].Free == 0 || arrival[to] >= 0 || to == source)
                    continue;
                arrival[to] = way;
                waiting.Enqueue(to);
            }
        }

        if (arrival[sink] < 0)
            return null;
        var path = new List<int>();
        for (var node = sink; node != source; node = _ways[arrival[node] ^ 1].To)
            path.Add(arrival[node]);
        return path;
    }
}
