using System.Text.Json.Serialization;
using Moderation.Core.Wire;

namespace Moderation.Core.Review.Audit;

/// <summary>What was done to a chain.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<AuditFaultKind>))]
public enum AuditFaultKind
{
    /// <summary>The entry does not say what it said when it was sealed.</summary>
    Altered,

    /// <summary>The entry is not there.</summary>
    Dropped,

    /// <summary>The entry stands at another place than its own.</summary>
    Reordered,

    /// <summary>An entry stands where the chain has another one already.</summary>
    Inserted,

    /// <summary>The signature under a root of the chain is not that of the key.</summary>
    BadSignature,
}

/// <summary>The first thing that is wrong with a chain.</summary>
/// <param name="Seq">The place.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Text">One sentence for people.</param>
public sealed record AuditFault(long Seq, AuditFaultKind Kind, string Text);
