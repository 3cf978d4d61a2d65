using System.ComponentModel.DataAnnotations;

namespace Moderation.Api.Review.Audit;

/// <summary>The audit log. Section <c>Audit</c>.</summary>
internal sealed class AuditOptions
{
    public const string Section = "Audit";

    /// <summary>File with the private key that signs the daily roots and the receipts of erasures: PEM, ECDSA on P-256. Needed; <c>moderation audit key</c> makes one.</summary>
    public string? KeyFile { get; init; }

    /// <summary>How often entries are sealed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan SealInterval { get; init; } = TimeSpan.FromMilliseconds(250);
}
