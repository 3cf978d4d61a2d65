namespace Moderation.Models.Text.Rules;

/// <summary>The hits of one line while its rules run: bounded, first come first served where exact hits overlap, cues beside them.</summary>
internal sealed class FoundMatches
{
    /// <summary>Most hits of a line.</summary>
    public const int Max = 16;

    private readonly (RuleKind Kind, int Start, int End)[] _found = new (RuleKind, int, int)[Max];
    private int _count;

    /// <summary>Whether no more are taken.</summary>
    public bool IsFull => _count == Max;

    /// <summary>Forgets the last line.</summary>
    public void Clear() => _count = 0;

    /// <summary>Whether an exact hit has a part of these folded units.</summary>
    public bool IsTaken(int start, int end)
    {
        foreach (var (kind, from, to) in _found.AsSpan(0, _count))
        {
            if (kind < RuleKind.AgeQuestion && from < end && start < to)
                return true;
        }

        return false;
    }

    /// <summary>Takes a hit, unless the list is full or another has its place.</summary>
    public bool Add(RuleKind kind, int start, int end)
    {
        if (IsFull || (kind < RuleKind.AgeQuestion ? IsTaken(start, end) : HasCue(kind, start)))
            return false;
        var at = _count++;
        for (; at > 0 && (_found[at - 1].Start, _found[at - 1].Kind).CompareTo((start, kind)) > 0; at--)
            _found[at] = _found[at - 1];
        _found[at] = (kind, start, end);
        return true;
    }

    /// <summary>Hands the hits out, in order of place.</summary>
    public void CopyTo(List<RuleMatch> matches, RuleLine line)
    {
        foreach (var (kind, start, end) in _found.AsSpan(0, _count))
        {
            var (rawStart, rawLength) = line.RawRange(start, end);
            matches.Add(new RuleMatch(kind, rawStart, rawLength));
        }
    }

    private bool HasCue(RuleKind kind, int start)
    {
        foreach (var other in _found.AsSpan(0, _count))
        {
            if (other.Kind == kind && other.Start <= start && start < other.End)
                return true;
        }

        return false;
    }
}
