namespace Moderation.Api.Http;

/// <summary>One page of a list, newest first.</summary>
/// <typeparam name="T">What it lists.</typeparam>
public sealed record Page<T>
{
    /// <summary>The rows.</summary>
    public required IReadOnlyList<T> Items { get; init; }

    /// <summary>Give it as <c>cursor</c> to get the next page; null when this is the last one.</summary>
    public required string? NextCursor { get; init; }
}

internal static class Page
{
    /// <summary>Makes a page out of one row more than it may hold; the extra row tells that another page follows.</summary>
    public static Page<T> From<TRow, T>(IReadOnlyList<TRow> rows, int limit, Func<TRow, Cursor> cursor, Func<TRow, T> map) => new()
    {
        Items = [.. rows.Take(limit).Select(map)],
        NextCursor = rows.Count > limit ? cursor(rows[limit - 1]).ToString() : null,
    };
}
