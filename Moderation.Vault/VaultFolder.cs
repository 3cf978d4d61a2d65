using System.Security.Cryptography;
using System.Text;
using Moderation.Core.Subjects;

namespace Moderation.Vault;

/// <summary>Where in the vault what lies. A case's shard is the beginning of its id's hash, so that no folder grows without bound.</summary>
internal sealed class VaultFolder(string root)
{
    private const int ShardLength = 2;

    /// <summary>The vault's own folder.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    private string Cases => Path.Combine(Root, "cases");

    /// <summary>Everything of one case: its key, its items, what its reports cite.</summary>
    public string Case(CaseId caseId) => Path.Combine(Cases, Shard(caseId), Name(caseId));

    /// <summary>The wrapped data key.</summary>
    public string Key(CaseId caseId) => Path.Combine(Case(caseId), "key.json");

    /// <summary>A legal hold's own copy of the data key.</summary>
    public string HoldKey(CaseId caseId) => Path.Combine(Case(caseId), "hold.json");

    /// <summary>The sealed items.</summary>
    public string Items(CaseId caseId) => Path.Combine(Case(caseId), "items");

    /// <summary>What each report cites, sealed.</summary>
    public string Reports(CaseId caseId) => Path.Combine(Case(caseId), "reports");

    /// <summary>The receipt of a case's erasure; it stays when the case is gone.</summary>
    public string Receipt(CaseId caseId) => Path.Combine(Root, "receipts", Shard(caseId), Name(caseId) + ".json");

    /// <summary>A lock that cases of one shard share, so that none is left for each case.</summary>
    public string Lock(CaseId caseId) => Path.Combine(Root, "locks", Shard(caseId) + ".lock");

    /// <summary>Every case that has a folder.</summary>
    public IEnumerable<CaseId> All() => !Directory.Exists(Cases)
        ? []
        : from shard in Directory.EnumerateDirectories(Cases)
          from folder in Directory.EnumerateDirectories(shard)
          where TextId.IsValid(Path.GetFileName(folder))
          select CaseId.Parse(Path.GetFileName(folder));

    /// <summary>An id as the name of a file. Ids that a file system would take for more than a name are none of ours.</summary>
    /// <exception cref="FormatException">The id begins with a dot.</exception>
    public static string Name(string id) =>
        TextId.IsValid(id) && id[0] != '.' ? id : throw new FormatException("ids of the vault do not begin with a dot");

    private static string Name(CaseId caseId) => Name(caseId.Value);

    private static string Shard(CaseId caseId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(caseId.Value)))[..ShardLength];
}
