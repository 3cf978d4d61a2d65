namespace Moderation.Client;

/// <summary>A part of a list.</summary>
/// <typeparam name="T">What it lists.</typeparam>
public sealed record Page<T>
{
    /// <summary>What is on this page.</summary>
    public required IReadOnlyList<T> Items { get; init; }

    /// <summary>Asks for the page behind this one; null on the last.</summary>
    public required string? NextCursor { get; init; }
}
