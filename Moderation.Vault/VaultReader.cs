using System.Text.Json;
using Moderation.Core.Evidence.Vault;
using Moderation.Core.Subjects;

namespace Moderation.Vault;

/// <summary>Reads evidence. Nothing that it opens is written anywhere.</summary>
internal sealed class VaultReader(VaultFiles files)
{
    /// <summary>How the evidence of a case stands.</summary>
    public CaseStanding StandingOf(CaseId caseId) => files.StandingOf(caseId);

    /// <summary>Every case that has a folder, erased ones with a hold included.</summary>
    public IEnumerable<CaseId> Cases() => files.Folder.All();

    /// <summary>What the reports of a case cite, oldest capture first; null where nothing can be read with the master key.</summary>
    /// <exception cref="VaultSealException">Something was altered, or the master key is another.</exception>
    public IReadOnlyList<ReportEvidence>? List(CaseId caseId)
    {
        if (files.StandingOf(caseId) is not { Key: { } wrapped, Erased: null })
            return null;
        using var key = files.Unwrap(caseId, wrapped);
        return List(caseId, key);
    }

    /// <summary>The content of an item; null where there is no such item, or its case cannot be read any more.</summary>
    /// <exception cref="VaultSealException">It was altered, or the master key is another.</exception>
    public byte[]? Open(CaseId caseId, string itemId)
    {
        if (files.StandingOf(caseId) is not { Key: { } wrapped, Erased: null })
            return null;
        using var key = files.Unwrap(caseId, wrapped);
        return Open(caseId, key, itemId);
    }

    /// <summary>What the reports of a case cite that a legal hold preserves, with the hold's own master key; null where there is no hold.</summary>
    /// <exception cref="VaultSealException">Something was altered, or the hold's master key is another.</exception>
    public IReadOnlyList<ReportEvidence>? ListHeld(CaseId caseId)
    {
        using var key = HeldKey(caseId);
        return key is null ? null : List(caseId, key);
    }

    /// <summary>The content of an item that a legal hold preserves, with the hold's own master key; null where there is none.</summary>
    /// <exception cref="VaultSealException">It was altered, or the hold's master key is another.</exception>
    public byte[]? OpenHeld(CaseId caseId, string itemId)
    {
        using var key = HeldKey(caseId);
        return key is null ? null : Open(caseId, key, itemId);
    }

    /// <summary>The id under which a report's index is sealed; no item's name has a colon.</summary>
    internal static string IndexId(string reportId) => $"report:{reportId}";

    private CaseKey? HeldKey(CaseId caseId) =>
        VaultFiles.Read(files.Folder.HoldKey(caseId), VaultJson.Default.WrappedKey) is { } wrapped ? VaultFiles.Unwrap(caseId, wrapped, files.Keys.Hold) : null;

    private List<ReportEvidence> List(CaseId caseId, CaseKey key)
    {
        var reports = new List<ReportEvidence>();
        var folder = files.Folder.Reports(caseId);
        if (!Directory.Exists(folder))
            return reports;
        foreach (var path in Directory.EnumerateFiles(folder).Where(path => !Path.GetFileName(path).StartsWith('.')))
        {
            var bytes = key.Open(IndexId(Path.GetFileName(path)), File.ReadAllBytes(path));
            reports.Add(JsonSerializer.Deserialize(bytes, VaultJson.Default.ReportEvidence) ?? throw new VaultSealException($"the index {Path.GetFileName(path)} is empty"));
        }

        return [.. reports.OrderBy(report => report.CapturedAt).ThenBy(report => report.ReportId.Value, StringComparer.Ordinal)];
    }

    private byte[]? Open(CaseId caseId, CaseKey key, string itemId) =>
        VaultFiles.ReadBytes(Path.Combine(files.Folder.Items(caseId), VaultFolder.Name(itemId))) is { } item ? key.Open(itemId, item) : null;
}
