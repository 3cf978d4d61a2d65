namespace Moderation.Client;

/// <summary>An answer that is no success, as it is sent (RFC 9457).</summary>
internal sealed record Problem
{
    public string? Type { get; init; }

    public string? Title { get; init; }

    public string? Detail { get; init; }

    public string? Refusal { get; init; }
}
