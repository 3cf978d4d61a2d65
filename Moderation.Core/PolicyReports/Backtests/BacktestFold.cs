using Moderation.Core.Policies;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.PolicyReports.Backtests;

/// <summary>Folds the logs of many lives under the candidate and under the version that it is compared with, on one reading of each.</summary>
/// <remarks>
/// Each live's entries must come in their order; lives may be mixed. Threads: one at a time; several folds may share one book.
/// Memory: the evidence of every live that is followed, the hits of those that are not any more.
/// </remarks>
public sealed class BacktestFold
{
    private readonly BacktestQuestion _question;
    private readonly OutcomeBook _outcomes;
    private readonly PolicySet _candidate;
    private readonly PolicySet? _against;
    private readonly Dictionary<LiveId, LiveBacktest> _lives = [];
    private readonly List<BacktestedLive> _waiting = [];
    private readonly BacktestTotals _unhit = new();
    private readonly QuietLives? _quiet;
    private readonly HashSet<LiveId> _forgotten = [];

    /// <summary>Begins with nothing read.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="outcomes">Where verdicts in the logs are noted, beside what it holds already.</param>
    /// <param name="forgetAfter">
    /// For how long a live is followed after its last entry, or after its end, by the times at which entries were written, as deciders do; what comes
    /// later begins it anew. Null follows every live to <see cref="Finish"/>.
    /// </param>
    public BacktestFold(BacktestQuestion question, OutcomeBook outcomes, TimeSpan? forgetAfter = null)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(outcomes);
        (_question, _outcomes) = (question, outcomes);
        _candidate = Alone(question.Candidate);
        _against = question.Against is null ? null : Alone(question.Against);
        _quiet = forgetAfter is { } after ? new QuietLives(after) : null;
    }

    /// <summary>Lives whose evidence is held.</summary>
    public int LiveCount => _lives.Count;

    /// <summary>Subjects that were decided about in lives that are not followed any more, under either version.</summary>
    public int WaitingSubjectCount { get; private set; }

    /// <summary>Event time folded so far.</summary>
    public TimeSpan LiveTime
    {
        get
        {
            var total = _unhit.LiveTime;
            foreach (var live in _waiting)
                total += live.LiveTime;
            foreach (var live in _lives.Values)
                total += live.LiveTime;
            return total;
        }
    }

    /// <summary>Applies the next entry. Markers, and entries outside the question's times, are passed over.</summary>
    /// <param name="signal">The entry, faultless by <see cref="IWireRecord.FindFault"/>.</param>
    /// <param name="at">Where it lies.</param>
    /// <param name="writtenAt">When it was written; needed where quiet lives are forgotten.</param>
    public void Apply(SignalRecord signal, RecordRef at, DateTimeOffset? writtenAt = null)
    {
        ArgumentNullException.ThrowIfNull(signal);
        if (writtenAt is { } time)
            Forget(time);
        // markers say what decided then; here it is these versions that decide
        if (signal.LiveId == SignalRecord.EveryLive || signal.At < _question.From || signal.At >= _question.To)
            return;
        if (signal is VerdictSignal verdict)
            _outcomes.Take(verdict.Verdict.ReportId.Value, verdict.Verdict.Kind, verdict.Verdict.At);
        if (!_lives.TryGetValue(signal.LiveId, out var live))
        {
            if (IsAfterthought(signal) && _forgotten.Contains(signal.LiveId))
            {
                _unhit.Signals++;
                return;
            }

            _lives.Add(signal.LiveId, live = new LiveBacktest(signal.LiveId, _question, _candidate, _against));
        }

        live.Apply(signal, at);
        _quiet?.Touch(signal.LiveId, live.HasEnded);
    }

    /// <summary>Ends the fold of every live that is still followed. Their evidence is gone then.</summary>
    public void Finish()
    {
        foreach (var live in _lives.Values)
            Keep(live.Finish());
        _lives.Clear();
        _forgotten.Clear();
    }

    /// <summary>Adds everything that was folded, once it is finished and every outcome is known.</summary>
    /// <param name="totals">Where to.</param>
    public void AddTo(BacktestTotals totals)
    {
        ArgumentNullException.ThrowIfNull(totals);
        totals.Add(_unhit);
        foreach (var live in _waiting)
            live.AddTo(totals, _outcomes);
    }

    private static PolicySet Alone(CompiledSheet sheet) => PolicySet.Of([new ActivePolicy(sheet, PolicyStage.Live)]);

    /// <summary>Whether it can come days after the live: of a live that is forgotten it would make one that seems to run.</summary>
    private static bool IsAfterthought(SignalRecord signal) => signal is VerdictSignal or StandingSignal or GiftSignal { Gift.Event: not GiftEvent.Sent };

    private void Forget(DateTimeOffset writtenAt)
    {
        while (_quiet is not null && _quiet.TryForget(writtenAt, out var id))
        {
            if (_lives.Remove(id, out var live))
                Keep(live.Finish());
            _forgotten.Add(id);
        }
    }

    /// <summary>Nothing of a live without hits has to wait for outcomes.</summary>
    private void Keep(BacktestedLive live)
    {
        if (live.SubjectCount == 0)
        {
            live.AddTo(_unhit, _outcomes);
            return;
        }

        _waiting.Add(live);
        WaitingSubjectCount += live.SubjectCount;
    }
}
