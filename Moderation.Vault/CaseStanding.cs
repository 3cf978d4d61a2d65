using Moderation.Core.Evidence.Vault;

namespace Moderation.Vault;

/// <summary>How the evidence of a case stands.</summary>
/// <param name="Key">Its wrapped data key; null where there is none.</param>
/// <param name="IsHeld">Whether a legal hold has a copy of its own.</param>
/// <param name="Erased">The receipt of its erasure; null while it was not erased.</param>
public sealed record CaseStanding(WrappedKey? Key, bool IsHeld, ErasureReceipt? Erased);
