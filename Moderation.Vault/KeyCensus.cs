using Moderation.Core.Evidence.Vault;
using Moderation.Core.Subjects;

namespace Moderation.Vault;

/// <summary>Counts under which master keys the vault's cases are, by what stands in the open on their wrapped keys. It unwraps nothing.</summary>
internal sealed class KeyCensus(VaultFiles files)
{
    /// <summary>The master keys that are known here.</summary>
    public MasterKeys Keys => files.Keys;

    /// <summary>Counts them. It reads two small files of each case.</summary>
    public KeyCounts Count()
    {
        var (master, hold, unreadable) = (new SortedDictionary<string, long>(StringComparer.Ordinal), new SortedDictionary<string, long>(StringComparer.Ordinal), new List<CaseId>());
        foreach (var caseId in files.Folder.All())
        {
            try
            {
                // What was erased needs no key any more, but for what a hold preserves of it.
                if (!File.Exists(files.Folder.Receipt(caseId)))
                    Add(master, files.Folder.Key(caseId));
                Add(hold, files.Folder.HoldKey(caseId));
            }
            catch (VaultSealException)
            {
                // Counted, because nobody can say under which key it is. Whoever opens it is told why not.
                unreadable.Add(caseId);
            }
        }

        return new KeyCounts(master, hold, unreadable);
    }

    /// <summary>Reads the master keys and makes sure that none is missing which a case still needs.</summary>
    /// <remarks>Holds are looked at where this process has a key of holds: elsewhere they are none of its business.</remarks>
    /// <exception cref="VaultKeyException">A key is missing or cannot be used.</exception>
    public KeyCounts Require()
    {
        files.Keys.Require();
        var counts = Count();
        Require(counts.Master, files.Keys.Master, nameof(VaultOptions.OtherMasterKeyFiles));
        if (files.Keys.CanHold)
            Require(counts.Hold, files.Keys.Hold, nameof(VaultOptions.OtherHoldKeyFiles));
        return counts;
    }

    private static void Require(IReadOnlyDictionary<string, long> counts, KeyRing ring, string setting)
    {
        var missing = counts.Where(count => ring.Misses(count.Key)).Select(count => $"key {count.Key}, which {count.Value} cases are under").ToList();
        if (missing.Count > 0)
            throw new VaultKeyException($"the vault needs {string.Join(", and ", missing)}: name its file in {VaultOptions.Section}:{setting} until they are under another; known are {string.Join(", ", ring.Ids)}");
    }

    private static void Add(SortedDictionary<string, long> counts, string path)
    {
        if (VaultFiles.Read(path, VaultJson.Default.WrappedKey) is { } wrapped)
            counts[wrapped.MasterKeyId] = counts.GetValueOrDefault(wrapped.MasterKeyId) + 1;
    }
}

/// <summary>How many cases are under which master key.</summary>
/// <param name="Master">Cases that can be read, by the id of their master key.</param>
/// <param name="Hold">Cases under a legal hold, by the id of the hold's master key.</param>
/// <param name="Unreadable">Cases whose wrapped key nobody can read.</param>
internal sealed record KeyCounts(IReadOnlyDictionary<string, long> Master, IReadOnlyDictionary<string, long> Hold, IReadOnlyList<CaseId> Unreadable);
