using System.Text.Json;
using Moderation.Core.Evidence.Vault;
using Moderation.Core.Subjects;
using Moderation.Vault;

namespace Moderation.Api.Evidence.Vault;

/// <summary>Shows what the vault has of a case: lists it, and opens single items for somebody who is written down first.</summary>
internal sealed class EvidenceShelf(VaultReader vault, EvidenceAccess access)
{
    /// <summary>How the evidence of a case stands.</summary>
    public CaseStanding StandingOf(CaseId caseId) => vault.StandingOf(caseId);

    /// <summary>What the reports of a case cite; null where nothing can be read.</summary>
    public IReadOnlyList<ReportEvidence>? List(CaseId caseId) => vault.List(caseId);

    /// <summary>An item's entry; null where the case has no such item.</summary>
    public CitedEvidence? Find(CaseId caseId, string itemId) =>
        vault.List(caseId)?.SelectMany(report => report.Cited).FirstOrDefault(entry => entry.ItemId == itemId);

    /// <summary>Opens an item for somebody.</summary>
    /// <returns>The bytes to show; null where the item's file is not there.</returns>
    public async Task<byte[]?> ShowAsync(CaseId caseId, string itemId, EvidenceView view, string actor, CancellationToken token)
    {
        if (vault.Open(caseId, itemId) is not { } content)
            return null;
        var shown = view == EvidenceView.Text ? content : PictureRendition.Render(content, view);
        // Before the bytes leave: a view that cannot be written down does not happen.
        await access.NoteViewAsync(actor, TargetOf(caseId, itemId), view, token);
        return shown;
    }

    /// <summary>Whether somebody may see an item in this way: colour needs that they saw it grey.</summary>
    public async Task<bool> MayAsync(CaseId caseId, string itemId, EvidenceView view, string actor, CancellationToken token) =>
        view != EvidenceView.Colour || await access.HasSeenAsync(actor, TargetOf(caseId, itemId), EvidenceView.Grey, token);

    /// <summary>A line as it is shown.</summary>
    public static LineExcerpt Line(byte[] content) =>
        JsonSerializer.Deserialize(content, VaultJson.Default.LineExcerpt) ?? throw new VaultSealException("the item is no line");

    private static string TargetOf(CaseId caseId, string itemId) => $"{caseId}/{itemId}";
}
