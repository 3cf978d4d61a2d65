using System.Diagnostics.CodeAnalysis;

namespace Moderation.Core.Evidence.Text;

/// <summary>A bounded map in which the entry touched longest ago makes place for a new one.</summary>
internal sealed class RecentMap<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _nodes = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _order = [];

    public int Count => _nodes.Count;

    /// <summary>Looks without touching: ordinary lines must not keep an entry alive.</summary>
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (_nodes.TryGetValue(key, out var node))
        {
            value = node.Value.Value;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>Gets or makes an entry and touches it.</summary>
    /// <returns>The entry, and whether another one had to make place.</returns>
    public (TValue Value, bool MadePlace) Touch(TKey key, Func<TKey, TValue> make)
    {
        if (_nodes.TryGetValue(key, out var node))
        {
            _order.Remove(node);
            _order.AddLast(node);
            return (node.Value.Value, false);
        }

        var isFull = _nodes.Count == capacity;
        if (isFull)
        {
            _nodes.Remove(_order.First!.Value.Key);
            _order.RemoveFirst();
        }

        _nodes[key] = _order.AddLast((key, make(key)));
        return (_nodes[key].Value.Value, isFull);
    }
}
