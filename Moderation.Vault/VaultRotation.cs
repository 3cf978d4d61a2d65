using System.Security.Cryptography;
using System.Text.Json;
using Moderation.Core.Evidence.Vault;
using Moderation.Core.Subjects;

namespace Moderation.Vault;

/// <summary>Puts data keys under the current master key. Items are not touched: their keys stay what they are.</summary>
/// <remarks>
/// The new file is written beside the old one, forced to the disk, read back, unwrapped and compared before it takes the old one's place in one step. So whoever reads finds the one or the other, and a
/// crash at any point leaves one of them whole, with at most a wrapped copy beside it that whoever comes next removes. Nothing but wrapped keys is ever written.
/// </remarks>
internal sealed class VaultRotation(VaultFiles files)
{
    /// <summary>Told of each step before the next; whoever throws ends it there, as a crash would.</summary>
    internal Action<RotationStep> Reached { get; init; } = _ => { };

    /// <summary>Every case that has a folder.</summary>
    public IEnumerable<CaseId> Cases() => files.Folder.All();

    /// <summary>Puts the keys of a case under the current master keys. One that was erased is passed over, but for what a hold preserves of it.</summary>
    /// <returns>How many keys: 0, 1, or 2 with that of a hold.</returns>
    /// <exception cref="VaultSealException">A key was altered, or the master key that it is under is not known. What was there stays.</exception>
    public async Task<int> RewrapAsync(CaseId caseId, CancellationToken token)
    {
        if (Due(caseId).Count == 0)
            return 0;
        using var held = await files.LockAsync(caseId, token);
        DurableFile.DestroyUnfinished(files.Folder.Case(caseId));
        // Anew, since somebody may have changed it meanwhile.
        var due = Due(caseId);
        foreach (var (path, wrapped, ring) in due)
            Rewrap(caseId, path, wrapped, ring);
        return due.Count;
    }

    private List<(string Path, WrappedKey Wrapped, KeyRing Ring)> Due(CaseId caseId)
    {
        var due = new List<(string, WrappedKey, KeyRing)>();
        if (!File.Exists(files.Folder.Receipt(caseId)))
            Look(files.Folder.Key(caseId), files.Keys.Master);
        if (files.Keys.CanHold)
            Look(files.Folder.HoldKey(caseId), files.Keys.Hold);
        return due;

        void Look(string path, KeyRing ring)
        {
            if (VaultFiles.Read(path, VaultJson.Default.WrappedKey) is { } wrapped && wrapped.MasterKeyId != ring.CurrentId)
                due.Add((path, wrapped, ring));
        }
    }

    private void Rewrap(CaseId caseId, string path, WrappedKey wrapped, KeyRing ring)
    {
        using var key = VaultFiles.Unwrap(caseId, wrapped, ring);
        Reached(RotationStep.Opened);
        // Since when and for what it is kept is what it was: a new master key is no new purpose.
        var fresh = WrappedKey.Wrap(key, ring.Current, VaultFiles.NewNonce(), caseId, wrapped.Purpose, wrapped.Since);
        DurableFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(fresh, VaultJson.Default.WrappedKey), beside =>
        {
            Reached(RotationStep.WrittenBeside);
            Check(caseId, beside, key, ring);
            Reached(RotationStep.Checked);
        });
        Reached(RotationStep.Replaced);
    }

    private static void Check(CaseId caseId, string beside, CaseKey key, KeyRing ring)
    {
        var written = VaultFiles.Read(beside, VaultJson.Default.WrappedKey) ?? throw new VaultSealException($"the new wrapping of the key of {caseId} is not there");
        using var opened = VaultFiles.Unwrap(caseId, written, ring);
        if (written.MasterKeyId != ring.CurrentId || !CryptographicOperations.FixedTimeEquals(opened.Secret, key.Secret))
            throw new VaultSealException($"the new wrapping of the key of {caseId} does not hold that key");
    }
}

/// <summary>How far the rewrapping of one key is.</summary>
internal enum RotationStep
{
    /// <summary>The key was unwrapped; nothing is written.</summary>
    Opened,

    /// <summary>The new file is on the disk, beside the old one.</summary>
    WrittenBeside,

    /// <summary>It was read back, and holds the same key.</summary>
    Checked,

    /// <summary>It took the old one's place.</summary>
    Replaced,
}
