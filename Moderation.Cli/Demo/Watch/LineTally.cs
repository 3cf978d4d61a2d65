using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Demo.Watch;

/// <summary>What is known about the text lines of one live so far.</summary>
internal sealed record LineView
{
    public required long Sent { get; init; }

    public required long Failed { get; init; }

    public required long Scored { get; init; }

    /// <summary>Scored lines that reached the operating point of some label.</summary>
    public required long Flagged { get; init; }

    public required IReadOnlyDictionary<TextNotScoredReason, long> NotScored { get; init; }

    /// <summary>Lines that never became a sample, by reason of their dead letter.</summary>
    public required IReadOnlyDictionary<DeadLetterReason, long> Refused { get; init; }

    /// <summary>Lines that a topic has an answer for.</summary>
    public long Answered => Scored + NotScored.Values.Sum() + Refused.Values.Sum();
}

/// <summary>Counts the text lines of one live. Its owner locks.</summary>
internal sealed class LineTally
{
    private readonly HashSet<SampleId> _samples = [];
    private readonly Dictionary<TextNotScoredReason, long> _notScored = [];
    private long _scored;
    private long _flagged;

    public long Sent { get; set; }

    public long Failed { get; set; }

    /// <summary>Counts a sample once, however often it is delivered. False when it was known.</summary>
    public bool Take(TextSignal signal)
    {
        if (!_samples.Add(signal.SampleId))
            return false;
        if (signal.NotScored is { } reason)
            _notScored[reason] = _notScored.GetValueOrDefault(reason) + 1;
        else
            _scored++;
        _flagged += signal.Scores.Any(score => score.Flagged) ? 1 : 0;
        return true;
    }

    public LineView View(IReadOnlyDictionary<DeadLetterReason, long> refused) => new()
    {
        Sent = Sent,
        Failed = Failed,
        Scored = _scored,
        Flagged = _flagged,
        NotScored = new Dictionary<TextNotScoredReason, long>(_notScored),
        Refused = refused,
    };
}
