using System.Text.Json;

namespace Moderation.Core.Wire;

/// <summary>Lists in records: the serialiser refuses null where a field may not be null, but not where an item of a list may not.</summary>
internal static class WireList
{
    /// <summary>The list as it is, or an empty one where another writer said null.</summary>
    /// <remarks>Errors: <see cref="JsonException"/> when it holds a null; the reader turns it into a dead letter that names the field.</remarks>
    /// <typeparam name="T">Of the items.</typeparam>
    /// <param name="items">The items.</param>
    public static IReadOnlyList<T> Whole<T>(IReadOnlyList<T>? items)
        where T : class
    {
        for (var i = 0; i < items?.Count; i++)
        {
            if (items[i] is null)
                throw new JsonException();
        }

        return items ?? [];
    }
}
