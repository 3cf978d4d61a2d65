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
        if (Renew(key) is { } known)
            return (known.Value.Value, false);
        var madePlace = MakePlace();
        var added = _order.AddLast((key, make(key)));
        _nodes[key] = added;
        return (added.Value.Value, madePlace);
    }

    /// <summary>Sets an entry and touches it.</summary>
    /// <returns>Whether another one had to make place.</returns>
    public bool Put(TKey key, TValue value)
    {
        if (Renew(key) is { } known)
        {
            known.Value = (key, value);
            return false;
        }

        var madePlace = MakePlace();
        _nodes[key] = _order.AddLast((key, value));
        return madePlace;
    }

    /// <summary>The entries, the one touched longest ago first. <see cref="Put"/> in this order makes an equal map.</summary>
    public LinkedList<(TKey Key, TValue Value)>.Enumerator GetEnumerator() => _order.GetEnumerator();

    private LinkedListNode<(TKey Key, TValue Value)>? Renew(TKey key)
    {
        if (!_nodes.TryGetValue(key, out var node))
            return null;
        _order.Remove(node);
        _order.AddLast(node);
        return node;
    }

    private bool MakePlace()
    {
        if (_nodes.Count < capacity)
            return false;
        _nodes.Remove(_order.First!.Value.Key);
        _order.RemoveFirst();
        return true;
    }
}
