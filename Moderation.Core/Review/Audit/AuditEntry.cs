namespace Moderation.Core.Review.Audit;

/// <summary>One thing that somebody did or saw, as it stands in the chain. Its hash covers everything else in it, the hash of the entry before included.</summary>
public sealed record AuditEntry
{
    /// <summary>Its place in the chain, from 1 without gaps; in the order of sealing, which is that of writing but for writers that committed late.</summary>
    public required long Seq { get; init; }

    /// <summary>When it happened, in UTC, to the microsecond; what is finer is not kept.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened: a stable word such as <c>evidence.viewed</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Who did it.</summary>
    public required string Actor { get; init; }

    /// <summary>What it was done to.</summary>
    public required string Target { get; init; }

    /// <summary>More about it: JSON in the form of <see cref="CanonicalJson"/>; <c>null</c> where there is nothing more.</summary>
    public required string Detail { get; init; }

    /// <summary>Hash of the entry before, 64 lower-case hexadecimal digits; <see cref="AuditChain.Beginning"/> in the first.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>Hash of all of the above, 64 lower-case hexadecimal digits.</summary>
    public required string Hash { get; init; }

    /// <summary>Where the chain stands after this entry.</summary>
    public AuditPlace Place => new(Seq, Hash);
}

/// <summary>Where a chain stands.</summary>
/// <param name="Seq">Place of its last entry; 0 before the first.</param>
/// <param name="Hash">Hash of that entry.</param>
public readonly record struct AuditPlace(long Seq, string Hash);
