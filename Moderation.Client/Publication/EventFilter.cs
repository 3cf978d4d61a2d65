namespace Moderation.Client.Publication;

/// <summary>What one wants to be told of; what is null does not matter.</summary>
/// <param name="Queue">What is about a queue.</param>
/// <param name="CaseId">What is about a case.</param>
/// <param name="LiveId">What is about a live.</param>
public sealed record EventFilter(string? Queue = null, string? CaseId = null, string? LiveId = null);
