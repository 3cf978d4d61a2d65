using Moderation.Core.Evidence.Vault;
using Moderation.Core.Subjects;
using Moderation.Vault;

namespace Moderation.Api.Review.Appeals;

/// <summary>Keeps the evidence of a case for as long as appeals need it.</summary>
internal sealed class AppealedEvidence(VaultKeeper vault, ILogger<AppealedEvidence> log)
{
    /// <summary>Keeps what there is. An appeal is taken whatever became of the evidence.</summary>
    public async Task KeepAsync(CaseId caseId, CancellationToken token)
    {
        try
        {
            await vault.KeepForAsync(caseId, VaultPurpose.Appeal, token);
        }
        catch (Exception e) when (e is VaultSealException or IOException or UnauthorizedAccessException)
        {
            log.EvidenceNotKept(caseId.Value, e.Message);
        }
    }
}
