namespace Moderation.Core.Evidence;

/// <summary>Sums of weighted events over any window of event time from 5 s to 1 h. Events may come in any order.</summary>
/// <remarks>
/// Events fall into buckets aligned to absolute time: 5 s wide within two minutes of the newest event, a minute wide up to an hour before it, nothing further back.
/// <para>
/// Error: the bucket in which the window's old edge lies is counted whole, so a sum of weights that are not negative is never under the true one, and never over that of a
/// window longer by one bucket: by 5 s when the edge is within two minutes of the newest event, by a minute otherwise. Nothing after <c>now</c> is ever counted: asked for a
/// time before its newest event, it leaves out the bucket in which that time lies.
/// </para>
/// <para>
/// The order in which events come moves sums by rounding only, and those of whole numbers not at all. Memory: 24 bytes, and 16 bytes for each bucket that is not empty, at most 84.
/// Allocation: when the first event comes, and while the number of buckets grows.
/// </para>
/// </remarks>
internal struct EventSeries
{
    /// <summary>Shortest window.</summary>
    public static readonly TimeSpan ShortestWindow = TimeSpan.FromSeconds(5);

    /// <summary>Longest window.</summary>
    public static readonly TimeSpan LongestWindow = TimeSpan.FromHours(1);

    private const long FineTicks = 5 * TimeSpan.TicksPerSecond;
    private const long CoarseTicks = TimeSpan.TicksPerMinute;
    private const long SlotsPerMinute = CoarseTicks / FineTicks;
    private const long FineSlots = 24;
    private const long CoarseMinutes = 60;
    private const int MaxBuckets = 84;

    // By rising time; the first _coarseCount are a minute wide, the others 5 s.
    private Bucket[]? _buckets;
    private int _count;
    private int _coarseCount;
    private long _newestTicks;

    private readonly long FirstFineSlot => _newestTicks / FineTicks - FineSlots;

    /// <summary>Counts an event. One more than an hour older than the newest changes nothing.</summary>
    public void Add(double weight, DateTimeOffset at)
    {
        var slot = at.UtcTicks / FineTicks;
        if (at.UtcTicks > _newestTicks)
        {
            _newestTicks = at.UtcTicks;
            Age();
        }

        if (slot >= FirstFineSlot)
            AddTo(slot, weight, isCoarse: false);
        else if (slot >= FirstMinuteSlot())
            AddTo(MinuteOf(slot), weight, isCoarse: true);
    }

    /// <summary>Sum of the weights inside the window that ends now.</summary>
    /// <remarks>Errors: <see cref="ArgumentOutOfRangeException"/> for a window under 5 s or over an hour.</remarks>
    public readonly double Sum(TimeSpan window, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, ShortestWindow);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, LongestWindow);
        var (last, edge, sum) = (now.UtcTicks, now.UtcTicks - window.Ticks, 0.0);
        for (var i = _count - 1; i >= 0; i--)
        {
            var end = End(i);
            if (end <= edge)
                break;
            if (end - 1 <= last || _newestTicks <= last)
                sum += _buckets![i].Weight;
        }

        return sum;
    }

    /// <summary>The mean weight a minute before a time, in which what is one half-life older weighs half; not a number where no whole minute lies between the times.</summary>
    /// <remarks>It looks back on whole minutes, 55 at most, each weighing as its middle does.</remarks>
    /// <param name="since">Since when events were counted; none is older.</param>
    /// <param name="until">What is newer does not count.</param>
    /// <param name="halfLife">The half-life.</param>
    public readonly double MeanPerMinute(DateTimeOffset since, DateTimeOffset until, TimeSpan halfLife)
    {
        var last = until.UtcTicks / CoarseTicks;
        var first = Math.Max(since.UtcTicks, (last - CoarseMinutes + 5) * CoarseTicks);
        var followed = (last * CoarseTicks - first) / (double)halfLife.Ticks;
        if (followed <= 0)
            return double.NaN;
        var sum = 0.0;
        for (var i = _count - 1; i >= 0; i--)
        {
            var minute = _buckets![i].Slot / SlotsPerMinute;
            if (minute < first / CoarseTicks)
                break;
            if (minute < last)
                sum += _buckets[i].Weight * PortableMath.Exp2(-((last - minute) * CoarseTicks - CoarseTicks / 2) / (double)halfLife.Ticks);
        }

        // The integral of the weights over the time that was followed, in minutes.
        return sum / (halfLife.TotalMinutes / PortableMath.Ln2 * (1 - PortableMath.Exp2(-followed)));
    }

    /// <summary>The buckets in which there was something, in order of time, in ticks.</summary>
    public readonly IEnumerable<(long StartTicks, long EndTicks)> Filled()
    {
        var series = this;
        return Enumerable.Range(0, _count).Select(i => (series._buckets![i].Slot * FineTicks, series.End(i)));
    }

    /// <summary>Writes it down.</summary>
    public readonly void Save(StateWriter writer)
    {
        writer.Write((long)_count);
        if (_count == 0)
            return;
        writer.Write((long)_coarseCount);
        writer.Write(new DateTimeOffset(_newestTicks, TimeSpan.Zero));
        var before = _newestTicks / FineTicks;
        for (var i = _count - 1; i >= 0; i--)
        {
            writer.Write(before - _buckets![i].Slot);
            writer.Write(_buckets[i].Weight);
            before = _buckets[i].Slot;
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <remarks>Errors: <see cref="FormatException"/>.</remarks>
    public static EventSeries Restore(StateReader reader)
    {
        var count = reader.ReadCount();
        if (count == 0)
            return default;
        var coarseCount = reader.ReadCount();
        if (count > MaxBuckets || coarseCount > count)
            throw new FormatException("state: a series has too many buckets");
        var series = new EventSeries { _buckets = new Bucket[count], _count = count, _coarseCount = coarseCount, _newestTicks = reader.ReadTime().UtcTicks };
        var before = series._newestTicks / FineTicks;
        for (var i = count - 1; i >= 0; i--)
        {
            var gap = reader.ReadCount();
            before -= gap;
            if ((gap == 0 && i < count - 1) || !series.MayHold(before, isCoarse: i < coarseCount))
                throw new FormatException("state: a bucket of a series is out of its place");
            series._buckets[i] = new Bucket(before, reader.ReadDouble());
        }

        return series;
    }

    // Out of place, buckets could grow past their number.
    private readonly bool MayHold(long slot, bool isCoarse) =>
        isCoarse ? slot == MinuteOf(slot) && slot >= FirstMinuteSlot() && slot < FirstFineSlot : slot >= FirstFineSlot;

    private readonly long FirstMinuteSlot() => (_newestTicks / CoarseTicks - CoarseMinutes) * SlotsPerMinute;

    private static long MinuteOf(long slot) => slot / SlotsPerMinute * SlotsPerMinute;

    // A coarse bucket holds only what is older than the fine ones, even where they lie in its minute.
    private readonly long End(int place) => place >= _coarseCount
        ? (_buckets![place].Slot + 1) * FineTicks
        : Math.Min((_buckets![place].Slot + SlotsPerMinute) * FineTicks, FirstFineSlot * FineTicks);

    // Fine buckets that the newest event has left behind join their minute; minutes that it has left behind are forgotten.
    private void Age()
    {
        while (_coarseCount < _count && _buckets![_coarseCount].Slot < FirstFineSlot)
        {
            var (slot, weight) = _buckets[_coarseCount];
            if (_coarseCount > 0 && _buckets[_coarseCount - 1].Slot == MinuteOf(slot))
            {
                _buckets[_coarseCount - 1] = new Bucket(MinuteOf(slot), _buckets[_coarseCount - 1].Weight + weight);
                Remove(_coarseCount, 1);
            }
            else
            {
                _buckets[_coarseCount++] = new Bucket(MinuteOf(slot), weight);
            }
        }

        var gone = 0;
        while (gone < _coarseCount && _buckets![gone].Slot < FirstMinuteSlot())
            gone++;
        _coarseCount -= gone;
        Remove(0, gone);
    }

    private void AddTo(long slot, double weight, bool isCoarse)
    {
        var (first, place) = isCoarse ? (0, _coarseCount) : (_coarseCount, _count);
        while (place > first && _buckets![place - 1].Slot > slot)
            place--;
        if (place > first && _buckets![place - 1].Slot == slot)
        {
            _buckets[place - 1] = new Bucket(slot, _buckets[place - 1].Weight + weight);
            return;
        }

        if (_buckets is null || _count == _buckets.Length)
            Array.Resize(ref _buckets, Math.Min(Math.Max(4, 2 * _count), MaxBuckets));
        Array.Copy(_buckets, place, _buckets, place + 1, _count - place);
        _buckets[place] = new Bucket(slot, weight);
        _count++;
        _coarseCount += isCoarse ? 1 : 0;
    }

    private void Remove(int place, int number)
    {
        if (number == 0)
            return;
        Array.Copy(_buckets!, place + number, _buckets!, place, _count - place - number);
        _count -= number;
    }

    private readonly record struct Bucket(long Slot, double Weight);
}
