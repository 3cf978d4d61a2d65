using Moderation.Api.Http;
using Moderation.Core.Review.Audit;

namespace Moderation.Api.Review.Audit;

/// <summary>One row of <c>audit_entry</c>.</summary>
internal sealed record AuditRow
{
    public const string Columns = "entry_id, at, kind, actor, target, detail, seq, previous_hash, hash";

    public long EntryId { get; init; }

    public DateTimeOffset At { get; init; }

    public string Kind { get; init; } = "";

    public string Actor { get; init; } = "";

    public string Target { get; init; } = "";

    public string Detail { get; init; } = "";

    public long? Seq { get; init; }

    public string? PreviousHash { get; init; }

    public string? Hash { get; init; }

    public Cursor Cursor => Cursor.Of(At, EntryId);

    /// <summary>The entry of a sealed row.</summary>
    public AuditEntry ToEntry() => new()
    {
        Seq = Seq ?? throw new InvalidDataException($"entry {EntryId} is not sealed"),
        At = At, Kind = Kind, Actor = Actor, Target = Target, Detail = Detail, PreviousHash = PreviousHash ?? "", Hash = Hash ?? "",
    };
}

/// <summary>One row of <c>audit_root</c>.</summary>
internal sealed record AuditRootRow
{
    public DateOnly Day { get; init; }

    public long Seq { get; init; }

    public string Hash { get; init; } = "";

    public string KeyId { get; init; } = "";

    public string Signature { get; init; } = "";

    public AuditRoot ToRoot() => new() { Day = Day, Seq = Seq, Hash = Hash, KeyId = KeyId, Signature = Signature };
}

/// <summary>Where the chain stands.</summary>
internal sealed record AuditPlaceRow
{
    public long Seq { get; init; }

    public string Hash { get; init; } = "";
}
