using Moderation.Core.Evidence.Vault;
using Moderation.Core.Subjects;

namespace Moderation.Vault;

/// <summary>
/// Where an operator's own code hands preserved evidence to a hotline or an authority, as the law of the place wants it. It is called when a person says so, never otherwise, and
/// none is shipped: to whom and in which form something is handed over differs with each hotline. The Api takes the one that is registered with its services.
/// </summary>
public interface IHotline
{
    /// <summary>Hands over what a legal hold preserves of a case.</summary>
    /// <param name="handover">What, by whose decision.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>The hotline's own reference, to be written into the audit log.</returns>
    Task<string> HandOverAsync(HotlineHandover handover, CancellationToken token);
}

/// <summary>One handover that a person decided.</summary>
/// <param name="CaseId">The case; it is under a legal hold.</param>
/// <param name="Reports">What its reports cite, and what of it is gone and why.</param>
/// <param name="Items">The items that are there.</param>
/// <param name="DecidedBy">Who decided it.</param>
/// <param name="Note">Why, in their words.</param>
public sealed record HotlineHandover(CaseId CaseId, IReadOnlyList<ReportEvidence> Reports, IReadOnlyList<HeldItem> Items, string DecidedBy, string Note);

/// <summary>One item as it was kept.</summary>
/// <param name="Cited">What it is; its name in the vault is there.</param>
/// <param name="Content">A frame as JPEG, a line as JSON.</param>
public sealed record HeldItem(CitedEvidence Cited, ReadOnlyMemory<byte> Content);
