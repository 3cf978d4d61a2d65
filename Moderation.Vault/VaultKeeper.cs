using System.Security.Cryptography;
using Moderation.Core.Evidence.Vault;
using Moderation.Core.Subjects;

namespace Moderation.Vault;

/// <summary>Says what evidence is kept for, preserves it, and destroys it.</summary>
internal sealed class VaultKeeper(VaultFiles files)
{
    /// <summary>Whether anything can be preserved: there is a master key for holds.</summary>
    public bool CanPreserve => files.Keys.CanHold;

    /// <summary>Keeps the evidence of a case for another purpose from now on.</summary>
    /// <returns>False where there is none, or no more.</returns>
    /// <exception cref="VaultSealException">The key was altered, or the master key is another.</exception>
    public async Task<bool> KeepForAsync(CaseId caseId, VaultPurpose purpose, CancellationToken token)
    {
        using var held = await files.LockAsync(caseId, token);
        if (files.StandingOf(caseId) is not { Key: { } wrapped, Erased: null })
            return false;
        if (wrapped.Purpose == purpose)
            return true;
        using var key = files.Unwrap(caseId, wrapped);
        files.WriteKey(files.Folder.Key(caseId), key, files.Keys.Master, caseId, purpose);
        return true;
    }

    /// <summary>Gives a legal hold its own copy of the data key, under its own master key: from now on what there is outlasts an erasure.</summary>
    /// <returns>False where there is none, or no more.</returns>
    /// <exception cref="VaultKeyException">There is no master key for holds.</exception>
    /// <exception cref="VaultSealException">The key was altered, or the master key is another.</exception>
    public async Task<bool> PreserveAsync(CaseId caseId, CancellationToken token)
    {
        files.Keys.Require();
        using var held = await files.LockAsync(caseId, token);
        if (files.StandingOf(caseId) is not { Key: { } wrapped, Erased: null } standing)
            return false;
        if (standing.IsHeld)
            return true;
        using var key = files.Unwrap(caseId, wrapped);
        files.WriteKey(files.Folder.HoldKey(caseId), key, files.Keys.Hold, caseId, VaultPurpose.LegalHold);
        return true;
    }

    /// <summary>Destroys the evidence of a case for good. Asked again it gives the first receipt, and finishes what a crash left undone.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="reason">Why.</param>
    /// <param name="sign">Names the signing key and signs the receipt.</param>
    /// <param name="token">Gives up before anything is destroyed.</param>
    /// <returns>The receipt; null where there is nothing.</returns>
    public async Task<ErasureReceipt?> EraseAsync(CaseId caseId, string actor, string reason, Func<ErasureReceipt, ErasureReceipt> sign, CancellationToken token)
    {
        using var held = await files.LockAsync(caseId, token);
        // Not the whole standing: a key that nobody can read any more must be destroyed all the same.
        var isHeld = File.Exists(files.Folder.HoldKey(caseId));
        if (VaultFiles.Read(files.Folder.Receipt(caseId), VaultJson.Default.ErasureReceipt) is { } before)
        {
            Destroy(caseId, before.IsPreserved);
            return before;
        }

        if (VaultFiles.ReadBytes(files.Folder.Key(caseId)) is not { } wrapped)
            return null;
        var receipt = sign(new ErasureReceipt
        {
            CaseId = caseId, At = files.Time.GetUtcNow(), Actor = actor, Reason = reason, WrappedKeySha256 = Convert.ToHexStringLower(SHA256.HashData(wrapped)),
            Items = isHeld ? 0 : Contents(caseId).Count, IsPreserved = isHeld, KeyId = "",
        });
        // The word first: from here on nobody reads the case or adds to it, and whoever finds the word without the deed does the deed.
        VaultFiles.Write(files.Folder.Receipt(caseId), receipt, VaultJson.Default.ErasureReceipt);
        Destroy(caseId, receipt.IsPreserved);
        return receipt;
    }

    private void Destroy(CaseId caseId, bool isPreserved)
    {
        DurableFile.Destroy(files.Folder.Key(caseId));
        // A wrapped copy that a crash left beside it opens everything, too.
        DurableFile.DestroyUnfinished(files.Folder.Case(caseId));
        if (isPreserved || !Directory.Exists(files.Folder.Case(caseId)))
            return;
        foreach (var path in Contents(caseId))
            File.Delete(path);
        Directory.Delete(files.Folder.Case(caseId), recursive: true);
    }

    private List<string> Contents(CaseId caseId) =>
        [.. new[] { files.Folder.Items(caseId), files.Folder.Reports(caseId) }.Where(Directory.Exists).SelectMany(Directory.EnumerateFiles)];
}
