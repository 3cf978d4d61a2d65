using System.Collections.Concurrent;
using Moderation.Core.Wire;

namespace Moderation.Core.PolicyReports.Backtests;

/// <summary>What became of what was decided, by the id of the report or decision, or by live and subject (<c>live-1/host</c>). The newest word counts.</summary>
/// <remarks>Threads: any number may write and read.</remarks>
public sealed class OutcomeBook
{
    private readonly ConcurrentDictionary<string, (VerdictKind Kind, DateTimeOffset At)> _outcomes = new(StringComparer.Ordinal);

    /// <summary>Takes a word on a key; an older one than is known changes nothing.</summary>
    /// <param name="key">Id of a report or a decision, or live and subject with a slash between.</param>
    /// <param name="kind">What was said.</param>
    /// <param name="at">When.</param>
    public void Take(string key, VerdictKind kind, DateTimeOffset at) =>
        _outcomes.AddOrUpdate(key, (kind, at), (_, known) => known.At > at ? known : (kind, at));

    /// <summary>The newest outcome among the keys; null where nobody has said anything.</summary>
    /// <param name="keys">What to look for.</param>
    public VerdictKind? Find(IEnumerable<string> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        (VerdictKind Kind, DateTimeOffset At)? newest = null;
        foreach (var key in keys)
        {
            if (_outcomes.TryGetValue(key, out var outcome) && (newest is not { } known || outcome.At >= known.At))
                newest = outcome;
        }

        return newest?.Kind;
    }
}
