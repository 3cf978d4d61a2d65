using System.Security.Cryptography;
using System.Text.Json;
using Moderation.Core.Evidence.Vault;
using Moderation.Core.Subjects;

namespace Moderation.Vault;

/// <summary>Puts evidence into the vault. Everything that it says is stored is on the disk; putting it twice is putting it once.</summary>
/// <remarks>Items come first and the report's index last, so a crash in between leaves a report without an index, and whoever captures it again completes it.</remarks>
internal sealed class VaultWriter(VaultFiles files)
{
    /// <summary>Whether nothing is left to do for a report: its evidence is stored, or its case was erased, which is for good.</summary>
    public bool IsDone(CaseId caseId, ReportId reportId) => File.Exists(ReportPath(caseId, reportId)) || File.Exists(files.Folder.Receipt(caseId));

    /// <summary>Stores what a report cites.</summary>
    /// <param name="caseId">The report's case.</param>
    /// <param name="evidence">The report's evidence; entries that are not gone get their names here.</param>
    /// <param name="contents">The content of each entry, in the same order; null where it is gone.</param>
    /// <param name="token">Gives up; nothing is half stored then.</param>
    /// <returns>False when the case was erased meanwhile, so that nothing was stored.</returns>
    public async Task<bool> StoreAsync(CaseId caseId, ReportEvidence evidence, IReadOnlyList<byte[]?> contents, CancellationToken token)
    {
        using var held = await files.LockAsync(caseId, token);
        if (files.StandingOf(caseId) is not { Erased: null } standing)
            return false;
        DurableFile.Sweep(files.Folder.Items(caseId));
        DurableFile.Sweep(files.Folder.Reports(caseId));
        using var key = standing.Key is { } wrapped ? files.Unwrap(caseId, wrapped) : NewKey(caseId);
        var cited = new List<CitedEvidence>(evidence.Cited.Count);
        foreach (var (entry, content) in evidence.Cited.Zip(contents))
            cited.Add(content is null ? entry : entry with { ItemId = StoreItem(caseId, key, content), ByteCount = content.Length });
        var index = JsonSerializer.SerializeToUtf8Bytes(evidence with { Cited = cited }, VaultJson.Default.ReportEvidence);
        DurableFile.Write(ReportPath(caseId, evidence.ReportId), Seal(key, VaultReader.IndexId(evidence.ReportId.Value), index));
        return true;
    }

    private CaseKey NewKey(CaseId caseId)
    {
        var secret = RandomNumberGenerator.GetBytes(VaultSeal.KeyByteCount);
        try
        {
            var key = new CaseKey(caseId, secret);
            files.WriteKey(files.Folder.Key(caseId), key, files.Keys.Master, caseId, VaultPurpose.Review);
            return key;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private string StoreItem(CaseId caseId, CaseKey key, byte[] content)
    {
        var itemId = key.NameOf(content);
        var path = Path.Combine(files.Folder.Items(caseId), itemId);
        // Its name comes from its content: what is there is the same, unless somebody damaged it, and then the good one takes its place.
        if (!IsWhole(key, itemId, path))
            DurableFile.Write(path, Seal(key, itemId, content));
        return itemId;
    }

    private static bool IsWhole(CaseKey key, string itemId, string path)
    {
        if (VaultFiles.ReadBytes(path) is not { } there)
            return false;
        try
        {
            _ = key.Open(itemId, there);
            return true;
        }
        catch (VaultSealException)
        {
            // The caller puts the whole one in its place.
            return false;
        }
    }

    private static byte[] Seal(CaseKey key, string itemId, ReadOnlySpan<byte> content) => key.Seal(itemId, VaultPurpose.Review, VaultFiles.NewNonce(), content);

    private string ReportPath(CaseId caseId, ReportId reportId) => Path.Combine(files.Folder.Reports(caseId), VaultFolder.Name(reportId.Value));
}
