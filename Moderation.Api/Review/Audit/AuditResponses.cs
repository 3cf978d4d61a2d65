using System.Text.Json;
using Moderation.Core.Review.Audit;

namespace Moderation.Api.Review.Audit;

/// <summary>One thing that somebody did or saw.</summary>
public sealed record AuditEntryResponse
{
    /// <summary>Its place in the chain; null for the moment until it is sealed.</summary>
    public required long? Seq { get; init; }

    /// <summary>When, to the microsecond.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened.</summary>
    public required string Kind { get; init; }

    /// <summary>Who did it.</summary>
    public required string Actor { get; init; }

    /// <summary>What it was done to.</summary>
    public required string Target { get; init; }

    /// <summary>More about it; null where there is nothing more.</summary>
    public required JsonElement? Detail { get; init; }

    /// <summary>Hash of the entry before; null until it is sealed.</summary>
    public required string? PreviousHash { get; init; }

    /// <summary>Its hash; null until it is sealed.</summary>
    public required string? Hash { get; init; }

    internal static AuditEntryResponse From(AuditRow row) => new()
    {
        Seq = row.Seq, At = row.At, Kind = row.Kind, Actor = row.Actor, Target = row.Target, PreviousHash = row.PreviousHash, Hash = row.Hash,
        Detail = JsonSerializer.Deserialize<JsonElement?>(row.Detail),
    };
}

/// <summary>What a check of the whole audit log found.</summary>
public sealed record AuditVerification
{
    /// <summary>Whether nothing is wrong with it.</summary>
    public required bool Intact { get; init; }

    /// <summary>The first thing that is wrong; null when nothing is.</summary>
    public required AuditFault? Fault { get; init; }

    /// <summary>Sealed entries that were read.</summary>
    public required long Entries { get; init; }

    /// <summary>Entries that wait to be sealed; nothing vouches for them yet.</summary>
    public required long Unsealed { get; init; }

    /// <summary>The last entry up to which the chain is whole; 0 when there is none.</summary>
    public required long LastSeq { get; init; }

    /// <summary>The hash of that entry.</summary>
    public required string LastHash { get; init; }

    /// <summary>Daily roots whose signature was checked.</summary>
    public required int RootsChecked { get; init; }

    /// <summary>Daily roots that name another key than this service has; the chain was compared with them, their signature could not be checked.</summary>
    public required int RootsOfOtherKeys { get; init; }

    /// <summary>The key: the first 16 hexadecimal digits of the SHA-256 of its public half.</summary>
    public required string KeyId { get; init; }
}
