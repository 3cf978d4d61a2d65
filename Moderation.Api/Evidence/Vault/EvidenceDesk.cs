using Moderation.Api.Review.Audit;
using Moderation.Core.Evidence.Vault;
using Moderation.Core.Subjects;
using Moderation.Vault;

namespace Moderation.Api.Evidence.Vault;

/// <summary>Destroys and preserves evidence because somebody says so, and writes down that they did: first that it was asked, then what was done.</summary>
internal sealed class EvidenceDesk(VaultKeeper vault, EvidenceAccess access, AuditKey key, ILogger<EvidenceDesk> log)
{
    /// <summary>Whether anything can be preserved here.</summary>
    public bool CanPreserve => vault.CanPreserve;

    /// <summary>Destroys the evidence of a case.</summary>
    /// <returns>The receipt; null where there is nothing.</returns>
    public async Task<ErasureReceipt?> EraseAsync(CaseId caseId, string actor, string reason, CancellationToken token)
    {
        await access.NoteAsync(new AuditEvent("evidence.erasure_asked", actor, caseId.Value, new { Reason = reason }), token);
        if (await vault.EraseAsync(caseId, actor, reason, Sign, token) is not { } receipt)
            return null;
        // From here on it is done, whoever hangs up.
        await access.NoteAsync(new AuditEvent("evidence.erased", actor, caseId.Value, receipt), CancellationToken.None);
        log.Erased(caseId.Value, receipt.Items, receipt.IsPreserved);
        return receipt;
    }

    /// <summary>Preserves the evidence of a case, so that it outlasts an erasure.</summary>
    /// <returns>False where there is nothing.</returns>
    public async Task<bool> PreserveAsync(CaseId caseId, string actor, string reason, CancellationToken token)
    {
        await access.NoteAsync(new AuditEvent("evidence.preservation_asked", actor, caseId.Value, new { Reason = reason }), token);
        if (!await vault.PreserveAsync(caseId, token))
            return false;
        await access.NoteAsync(new AuditEvent("evidence.preserved", actor, caseId.Value, null), CancellationToken.None);
        return true;
    }

    private ErasureReceipt Sign(ErasureReceipt receipt)
    {
        var named = receipt with { KeyId = key.KeyId };
        return key.Use(named.Sign);
    }
}
