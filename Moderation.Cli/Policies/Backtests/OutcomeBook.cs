using System.Collections.Concurrent;
using Moderation.Core.Wire;

namespace Moderation.Cli.Policies.Backtests;

/// <summary>What became of what was decided, by the id of the report or decision, or by live and subject (<c>live-1/host</c>). The newest word counts.</summary>
internal sealed class OutcomeBook
{
    private readonly ConcurrentDictionary<string, (VerdictKind Kind, DateTimeOffset At)> _outcomes = new(StringComparer.Ordinal);

    public int Count => _outcomes.Count;

    public void Take(string key, VerdictKind kind, DateTimeOffset at) =>
        _outcomes.AddOrUpdate(key, (kind, at), (_, known) => known.At > at ? known : (kind, at));

    /// <summary>Reads <c>key,outcome</c> a line, where the outcome is a verdict's word; a first line without one is a heading.</summary>
    /// <exception cref="ToolException">A line that cannot be read; the message names it.</exception>
    public void ReadCsv(string path, IEnumerable<string> lines)
    {
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var parts = line.Split(',', StringSplitOptions.TrimEntries);
            if (parts is [{ Length: > 0 } key, var word] && WireWord.All<VerdictKind>().Contains(word, StringComparer.Ordinal))
                Take(key, WireWord.Parse<VerdictKind>(word), DateTimeOffset.MinValue);
            else if (number > 1)
                throw new ToolException($"{path}: line {number}: a line is the id of a report or decision, or live/subject, a comma, and {string.Join(", ", WireWord.All<VerdictKind>())}");
        }
    }

    /// <summary>The newest outcome among the ids; null where nobody has said anything.</summary>
    public VerdictKind? Find(IEnumerable<string> keys)
    {
        (VerdictKind Kind, DateTimeOffset At)? newest = null;
        foreach (var key in keys)
        {
            if (_outcomes.TryGetValue(key, out var outcome) && (newest is not { } known || outcome.At >= known.At))
                newest = outcome;
        }

        return newest?.Kind;
    }
}

/// <summary>What a hit of a version turns out to be.</summary>
internal enum HitOutcome
{
    /// <summary>Something was ordered, and a person found it right.</summary>
    ActionedUpheld,

    /// <summary>Only a report was raised, and a person found it right.</summary>
    ReportedUpheld,

    /// <summary>Something was ordered, and a person found it wrong.</summary>
    Overturned,

    /// <summary>A report was raised without an order, and a person found it wrong or could not tell; or an order about which a person could not tell.</summary>
    ReviewedClean,

    /// <summary>Nobody has looked.</summary>
    NeverReviewed,

    /// <summary>The subject is exempt from the policy: nothing would follow.</summary>
    Exempt,
}
