using Moderation.Core.Subjects;

namespace Moderation.Vault;

/// <summary>
/// Where an operator's own code hands preserved evidence to a hotline or an authority, as the law of the place wants it. This service never calls it by itself, and ships no
/// implementation: whether, to whom and in which form something is handed over is a decision of people, and each hotline has a way of its own.
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
/// <param name="CaseId">The case; it must be under a legal hold.</param>
/// <param name="ItemIds">The items that are handed over.</param>
/// <param name="DecidedBy">Who decided it.</param>
/// <param name="Note">Why, in their words.</param>
public sealed record HotlineHandover(CaseId CaseId, IReadOnlyList<string> ItemIds, string DecidedBy, string Note);
