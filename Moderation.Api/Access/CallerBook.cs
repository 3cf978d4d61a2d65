using System.Collections.Frozen;

namespace Moderation.Api.Access;

/// <summary>Callers by the id of what proves them, as they were read at one time.</summary>
internal sealed class CallerBook
{
    private readonly FrozenDictionary<string, KnownCaller> _callers;
    private readonly FrozenDictionary<string, KnownCaller>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    public CallerBook(IReadOnlyDictionary<string, KnownCaller> callers, CallerBook? before)
    {
        _callers = callers.ToFrozenDictionary(StringComparer.Ordinal);
        _bySpan = _callers.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var (id, caller) in _callers)
        {
            if (before?._callers.GetValueOrDefault(id) is { } known)
                caller.Follow(known);
        }
    }

    public static CallerBook Empty { get; } = new(new Dictionary<string, KnownCaller>(), null);

    public int Count => _callers.Count;

    public KnownCaller? Find(ReadOnlySpan<char> id) => _bySpan.TryGetValue(id, out var caller) ? caller : null;

    /// <summary>Which were used since a time, and when last.</summary>
    public IReadOnlyCollection<(string Id, DateTimeOffset At)> UsedSince(DateTimeOffset since) =>
        [.. from pair in _callers where pair.Value.UsedAt >= since select (pair.Key, pair.Value.UsedAt!.Value)];
}
