using System.ComponentModel.DataAnnotations;

namespace Moderation.Core.Evidence.Vault;

/// <summary>The vault of evidence: where it lies, its master keys, and for how long it keeps what. Worker and Api must be told the same. Section <c>Evidence:Vault</c>.</summary>
public sealed class VaultOptions
{
    /// <summary>Path of the section.</summary>
    public const string Section = "Evidence:Vault";

    /// <summary>Folder of the vault; relative to the working directory.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Directory { get; init; } = "vault";

    /// <summary>File with the master key, which wraps what is new: 32 random bytes in base64. Needed, here or as MasterKey.</summary>
    public string? MasterKeyFile { get; init; }

    /// <summary>The master key itself, for those who hand secrets over in the environment; MasterKeyFile goes before.</summary>
    public string? MasterKey { get; init; }

    /// <summary>File with the second master key, under which a legal hold keeps its copies of data keys; without it nothing can be preserved.</summary>
    public string? HoldKeyFile { get; init; }

    /// <summary>Files of other master keys, which only open: those that cases are still under, and one that is to become the master key.</summary>
    public IReadOnlyList<string> OtherMasterKeyFiles { get; init; } = [];

    /// <summary>The same for keys of legal holds.</summary>
    public IReadOnlyList<string> OtherHoldKeyFiles { get; init; } = [];

    /// <summary>Ids of keys of either kind that nobody has any more; their cases cannot be read, and stop no start.</summary>
    public IReadOnlyList<string> LostMasterKeys { get; init; } = [];

    /// <summary>For how long evidence is kept for review, from when it was taken; then it is erased.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan KeepForReview { get; init; } = TimeSpan.FromDays(30);

    /// <summary>For how long evidence is kept for an appeal, from when the appeal was made; then it is erased.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan KeepForAppeal { get; init; } = TimeSpan.FromDays(180);

    /// <summary>How often the Api looks for evidence whose time is over.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>For how long evidence is kept for a purpose; null is without end.</summary>
    /// <param name="purpose">The purpose.</param>
    public TimeSpan? KeepFor(VaultPurpose purpose) => purpose switch
    {
        VaultPurpose.Review => KeepForReview,
        VaultPurpose.Appeal => KeepForAppeal,
        _ => null,
    };
}
