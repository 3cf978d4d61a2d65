namespace Moderation.Core.Subjects;

/// <summary>An id that the platform or this service made, carried as text.</summary>
/// <remarks>
/// Range: 1 to 128 characters out of ASCII letters, digits and <c>. _ : -</c>, so that an id can stand in a topic key, a URL,
/// a log line and a file name without escaping.
/// </remarks>
/// <typeparam name="TSelf">The id type itself.</typeparam>
public interface ITextId<TSelf>
    where TSelf : struct, ITextId<TSelf>
{
    /// <summary>The id as text. Never null in an id made by <see cref="Create"/>.</summary>
    string Value { get; }

    /// <summary>Makes an id without checking; callers go through <see cref="TextId"/>.</summary>
    /// <param name="value">Text that was checked by <see cref="TextId.IsValid"/>.</param>
    static abstract TSelf Create(string value);
}
