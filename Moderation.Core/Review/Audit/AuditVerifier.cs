namespace Moderation.Core.Review.Audit;

/// <summary>Walks over a chain from its beginning and finds the first entry that was altered, dropped, reordered or inserted. It keeps one entry and no more.</summary>
/// <remarks>
/// Whoever can write entries can also make a whole new chain from the changed entry on. That is found where a signed root (<see cref="AuditRoot"/>)
/// of the old chain is left, and so is an end that was cut off or lengthened: whoever seals signs, so nothing lies beyond the newest root.
/// Signatures are not looked at here.
/// </remarks>
public sealed class AuditVerifier
{
    private readonly Queue<AuditRoot> _roots;
    private readonly long _lastRoot;

    /// <summary>Begins before the first entry.</summary>
    /// <param name="roots">The signed roots, in any order.</param>
    public AuditVerifier(IEnumerable<AuditRoot> roots)
    {
        _roots = new Queue<AuditRoot>(roots.OrderBy(root => root.Seq));
        _lastRoot = _roots.Count == 0 ? 0 : _roots.Max(root => root.Seq);
    }

    /// <summary>Where the chain was found to stand so far.</summary>
    public AuditPlace Place { get; private set; } = AuditChain.Start;

    /// <summary>The first thing that is wrong; null while nothing is.</summary>
    public AuditFault? Fault { get; private set; }

    /// <summary>Looks at the next entry in the order of places. After a fault it only looks for what tells moved entries from lost ones.</summary>
    /// <param name="entry">The entry.</param>
    public void Take(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (Fault is { } found)
        {
            if (found.Kind == AuditFaultKind.Dropped && entry.Seq == found.Seq)
                Fault = new AuditFault(found.Seq, AuditFaultKind.Reordered, $"entry {found.Seq} stands after entry {Place.Seq + 1} or later instead of at its place");
            return;
        }

        Fault = FaultOf(entry);
        if (Fault is not null)
            return;
        Place = entry.Place;
        CheckRoots();
    }

    /// <summary>Says that there are no more entries.</summary>
    /// <returns>The first thing that is wrong; null when the chain is whole up to its end.</returns>
    public AuditFault? Finish()
    {
        if (Fault is null && _roots.TryPeek(out var root))
            Fault = new AuditFault(Place.Seq + 1, AuditFaultKind.Dropped, $"the chain ends with entry {Place.Seq}, and the root of {root.Day:yyyy-MM-dd} was signed over entry {root.Seq}");
        else if (Fault is null && Place.Seq > _lastRoot)
            Fault = new AuditFault(_lastRoot + 1, AuditFaultKind.Inserted, $"no root was signed over entry {_lastRoot + 1} or a later one");
        return Fault;
    }

    private AuditFault? FaultOf(AuditEntry entry)
    {
        var expected = Place.Seq + 1;
        if (AuditChain.HashOf(entry) != entry.Hash)
            return new AuditFault(expected, AuditFaultKind.Altered, $"the entry at place {expected} does not have the hash that its content has");
        if (entry.Seq > expected)
            return new AuditFault(expected, AuditFaultKind.Dropped, $"after entry {Place.Seq} comes entry {entry.Seq}");
        if (entry.Seq < expected)
            return new AuditFault(entry.Seq, AuditFaultKind.Inserted, $"after entry {Place.Seq} another entry {entry.Seq} comes");
        return entry.PreviousHash == Place.Hash
            ? null
            : new AuditFault(Math.Max(Place.Seq, 1), AuditFaultKind.Altered, $"entry {Place.Seq} is not the one that entry {entry.Seq} was sealed after");
    }

    private void CheckRoots()
    {
        while (Fault is null && _roots.TryPeek(out var root) && root.Seq <= Place.Seq)
        {
            _ = _roots.Dequeue();
            if (root.Hash != Place.Hash)
                Fault = new AuditFault(Place.Seq, AuditFaultKind.Altered, $"entry {root.Seq} is not the one that the root of {root.Day:yyyy-MM-dd} was signed over");
        }
    }
}
