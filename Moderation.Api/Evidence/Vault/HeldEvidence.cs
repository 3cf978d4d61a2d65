using System.IO.Compression;
using System.Text.Json;
using Moderation.Api.Review.Audit;
using Moderation.Core.Evidence.Vault;
using Moderation.Core.Subjects;
using Moderation.Vault;

namespace Moderation.Api.Evidence.Vault;

/// <summary>Gives out what a legal hold preserves because a person says so: as an archive, or to the operator's hotline. Written down before anything leaves.</summary>
internal sealed class HeldEvidence(VaultReader vault, EvidenceAccess access, IEnumerable<IHotline> hotlines)
{
    private readonly IHotline? _hotline = hotlines.LastOrDefault();

    /// <summary>Whether the operator's code for handovers is there.</summary>
    public bool HasHotline => _hotline is not null;

    /// <summary>An archive with what the reports cite (<c>index.json</c>) and every item; null where no hold preserves the case.</summary>
    public async Task<byte[]?> ExportAsync(CaseId caseId, string actor, string reason, CancellationToken token)
    {
        if (Read(caseId, actor, reason) is not { } held)
            return null;
        var archive = Pack(held);
        await access.NoteAsync(new AuditEvent("evidence.held_exported", actor, caseId.Value, Told(held)), token);
        return archive;
    }

    /// <summary>Hands the case over.</summary>
    /// <returns>The hotline's reference; null where no hold preserves the case.</returns>
    public async Task<string?> HandOverAsync(CaseId caseId, string actor, string reason, CancellationToken token)
    {
        if (_hotline is null || Read(caseId, actor, reason) is not { } held)
            return null;
        await access.NoteAsync(new AuditEvent("evidence.handover_asked", actor, caseId.Value, Told(held)), token);
        var reference = await _hotline.HandOverAsync(held, token);
        // From here on it is done, whoever hangs up.
        await access.NoteAsync(new AuditEvent("evidence.handed_over", actor, caseId.Value, new { Reference = reference }), CancellationToken.None);
        return reference;
    }

    private HotlineHandover? Read(CaseId caseId, string actor, string reason)
    {
        if (vault.ListHeld(caseId) is not { } reports)
            return null;
        var cited = reports.SelectMany(report => report.Cited).Where(entry => entry.ItemId is not null).DistinctBy(entry => entry.ItemId);
        return new HotlineHandover(caseId, reports, [.. cited.Select(entry => new HeldItem(entry, Content(caseId, entry.ItemId!)))], actor, reason);
    }

    // An archive that silently lacks something would be worse than none.
    private byte[] Content(CaseId caseId, string itemId) => vault.OpenHeld(caseId, itemId) ?? throw new VaultSealException($"the item {itemId} is not there");

    private static object Told(HotlineHandover held) => new { Reason = held.Note, Items = held.Items.Select(item => item.Cited.ItemId).ToList() };

    private static byte[] Pack(HotlineHandover held)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "index.json", JsonSerializer.SerializeToUtf8Bytes(held.Reports, VaultJson.Default.IReadOnlyListReportEvidence));
            foreach (var item in held.Items)
                Add(archive, $"items/{item.Cited.ItemId}.{(item.Cited.Kind == EvidenceKind.Frame ? "jpg" : "json")}", item.Content.Span);
        }

        return bytes.ToArray();
    }

    private static void Add(ZipArchive archive, string name, ReadOnlySpan<byte> content)
    {
        using var entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
        entry.Write(content);
    }
}
