using Moderation.Core.Evidence;
using Moderation.Core.Subjects;

namespace Moderation.Worker.Decisions.Policies;

/// <summary>What one partition's guards count: lives that were seen, and orders of each version. By event time, out of the log alone.</summary>
/// <remarks>
/// Lives are kept as 64 bits of their ids' hash. At <see cref="MaxLives"/> seen in one hour further ones are not counted, which makes a share
/// look larger than it is: the guard errs on the side of asking people.
/// </remarks>
internal sealed class GuardBook
{
    public const int MaxLives = 20_000;
    public const int MaxOrders = 2_000;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Dictionary<ulong, DateTimeOffset> _seen = [];
    private readonly SortedDictionary<string, Orders> _versions = new(StringComparer.Ordinal);
    private DateTimeOffset _tidiedAt;

    /// <summary>The last entry of the log that is counted; −1 before the first.</summary>
    public long CountedThrough { get; private set; } = -1;

    /// <summary>Newest event time in the partition.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>Counts the orders ever taken, so that whoever writes the book down knows whether it changed.</summary>
    public long OrderCount { get; private set; }

    /// <summary>Takes note that an entry of a live was read.</summary>
    /// <returns>Whether the entry is new to the book; its orders count only then.</returns>
    public bool See(LiveId live, DateTimeOffset at, long offset)
    {
        if (offset <= CountedThrough)
            return false;
        CountedThrough = offset;
        if (at > Now)
            Now = at.ToUniversalTime();
        if (Now - _tidiedAt >= Minute)
            Tidy();
        var key = Key(live);
        if (_seen.Count < MaxLives || _seen.ContainsKey(key))
            _seen[key] = Now;
        return true;
    }

    /// <summary>Counts an order of a version.</summary>
    public void Count(string version, LiveId live, DateTimeOffset at)
    {
        OrderCount++;
        if (!_versions.TryGetValue(version, out var orders))
            _versions.Add(version, orders = new Orders());
        orders.Lives[Key(live)] = at.ToUniversalTime();
        orders.Newest.Enqueue(at.ToUniversalTime());
        while (orders.Newest.Count > MaxOrders)
            orders.Newest.Dequeue();
    }

    /// <summary>Lives seen in the last hour.</summary>
    public int LivesSeen() => _seen.Values.Count(at => Now - at < Hour);

    /// <summary>Lives in which a version gave an order in the last hour.</summary>
    public int LivesOrdered(string version) => _versions.TryGetValue(version, out var orders) ? orders.Lives.Values.Count(at => Now - at < Hour) : 0;

    /// <summary>Orders that a version gave in the last minute.</summary>
    public int OrdersOfLastMinute(string version) => _versions.TryGetValue(version, out var orders) ? orders.Newest.Count(at => Now - at < Minute) : 0;

    public byte[] Save()
    {
        Tidy();
        var writer = new StateWriter();
        writer.Write(CountedThrough);
        writer.Write(Now);
        Save(writer, _seen);
        writer.Write((long)_versions.Count);
        foreach (var (version, orders) in _versions)
        {
            writer.Write(version);
            Save(writer, orders.Lives);
            writer.Write((long)orders.Newest.Count);
            foreach (var at in orders.Newest)
                writer.Write(at);
        }

        return writer.Written.ToArray();
    }

    /// <exception cref="FormatException">The bytes are not what <see cref="Save()"/> writes.</exception>
    public static GuardBook Load(byte[] state)
    {
        var reader = new StateReader(state);
        var book = new GuardBook { CountedThrough = reader.ReadLong(), Now = reader.ReadTime() };
        Load(reader, book._seen);
        for (var left = reader.ReadCount(); left > 0; left--)
        {
            var orders = new Orders();
            book._versions.Add(reader.ReadText(), orders);
            Load(reader, orders.Lives);
            for (var more = reader.ReadCount(); more > 0; more--)
                orders.Newest.Enqueue(reader.ReadTime());
        }

        return reader.AtEnd ? book : throw new FormatException("the guards' snapshot is too long");
    }

    private static void Save(StateWriter writer, Dictionary<ulong, DateTimeOffset> times)
    {
        writer.Write((long)times.Count);
        foreach (var (key, at) in times)
        {
            writer.Write((long)key);
            writer.Write(at);
        }
    }

    private static void Load(StateReader reader, Dictionary<ulong, DateTimeOffset> times)
    {
        for (var left = reader.ReadCount(); left > 0; left--)
            times[(ulong)reader.ReadLong()] = reader.ReadTime();
    }

    /// <summary>FNV-1a, finished as <c>ActivePolicy.CanaryPlace</c> does: the same in every process, which <see cref="string.GetHashCode()"/> is not.</summary>
    private static ulong Key(LiveId live)
    {
        var hash = 14695981039346656037UL;
        foreach (var unit in live.Value)
            hash = (hash ^ unit) * 1099511628211UL;
        hash = (hash ^ hash >> 33) * 0xff51afd7ed558ccdUL;
        return hash ^ hash >> 33;
    }

    private void Tidy()
    {
        _tidiedAt = Now;
        Drop(_seen);
        foreach (var (version, orders) in _versions.ToList())
        {
            Drop(orders.Lives);
            while (orders.Newest.TryPeek(out var oldest) && Now - oldest >= Minute)
                orders.Newest.Dequeue();
            if (orders.Lives.Count == 0 && orders.Newest.Count == 0)
                _versions.Remove(version);
        }
    }

    private void Drop(Dictionary<ulong, DateTimeOffset> times)
    {
        foreach (var (key, at) in times)
        {
            if (Now - at >= Hour)
                times.Remove(key);
        }
    }

    private sealed class Orders
    {
        public Dictionary<ulong, DateTimeOffset> Lives { get; } = [];

        public Queue<DateTimeOffset> Newest { get; } = [];
    }
}
