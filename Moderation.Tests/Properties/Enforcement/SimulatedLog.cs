namespace Moderation.Tests.Properties.Enforcement;

/// <summary>A topic of several partitions, each in order, in memory.</summary>
internal sealed class SimulatedLog<T>(Func<T, string> key)
{
    public const int PartitionCount = 3;

    public List<T>[] Partitions { get; } = [.. Enumerable.Range(0, PartitionCount).Select(_ => new List<T>())];

    public IEnumerable<T> All => Partitions.SelectMany(partition => partition);

    public void Write(T record) => Partitions[Hash(key(record)) % PartitionCount].Add(record);

    // Not the string's own hash, which differs from run to run.
    private static int Hash(string text) => text.Aggregate(17, (hash, c) => (hash * 31 + c) & 0xffff);
}

/// <summary>Somebody who reads a topic, some of it now and some of it later; each partition in order.</summary>
internal sealed class SimulatedReader<T>(SimulatedLog<T> log)
{
    private readonly int[] _next = new int[SimulatedLog<T>.PartitionCount];

    public bool IsAtEnd => Enumerable.Range(0, _next.Length).All(p => _next[p] == log.Partitions[p].Count);

    /// <summary>Goes back to where some partition was before, as after a crash before the offset was stored.</summary>
    public void GoBack(Random random)
    {
        var partition = random.Next(_next.Length);
        _next[partition] -= Math.Min(_next[partition], random.Next(1, 6));
    }

    public void ReadSome(Random random, Action<T> take)
    {
        foreach (var partition in Enumerable.Range(0, _next.Length).OrderBy(_ => random.Next()).ToList())
        {
            for (var most = random.Next(4); most > 0 && _next[partition] < log.Partitions[partition].Count; most--)
                take(log.Partitions[partition][_next[partition]++]);
        }
    }

    public void ReadAll(Action<T> take)
    {
        for (var partition = 0; partition < _next.Length; partition++)
        {
            while (_next[partition] < log.Partitions[partition].Count)
                take(log.Partitions[partition][_next[partition]++]);
        }
    }
}
