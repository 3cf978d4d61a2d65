using Moderation.Core.Subjects;

namespace Moderation.Core.Evidence.Text;

/// <summary>The newest samples of a live by arrival, so that a line delivered again does nothing. Beyond them a repeated line is caught by its age.</summary>
/// <remarks>Kept as 64-bit FNV-1a hashes: 28 bytes each instead of 130. Two of 16,384 lines share one with a chance of 1 in 10^11; the later would be taken for a repeat.</remarks>
internal sealed class RecentSamples(int capacity)
{
    private readonly HashSet<ulong> _known = [];
    private readonly Queue<ulong> _order = [];

    /// <summary>Remembers a sample; false when it was there already.</summary>
    public bool Add(SampleId sample)
    {
        var hash = 14695981039346656037UL;
        foreach (var unit in sample.Value)
            hash = (hash ^ unit) * 1099511628211UL;
        if (!_known.Add(hash))
            return false;
        _order.Enqueue(hash);
        if (_order.Count > capacity)
            _known.Remove(_order.Dequeue());
        return true;
    }
}
