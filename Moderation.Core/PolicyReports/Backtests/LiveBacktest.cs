using Moderation.Core.Policies;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.PolicyReports.Backtests;

/// <summary>One live under the candidate and under the version that it is compared with, on one reading of its log.</summary>
internal sealed class LiveBacktest(LiveId live, BacktestQuestion question, PolicySet candidate, PolicySet? against)
{
    private readonly SheetFold _candidate = new(live, question.Rules, candidate);
    private readonly SheetFold? _against = against is null ? null : new SheetFold(live, question.Rules, against);
    private DateTimeOffset? _first;
    private DateTimeOffset _last = DateTimeOffset.MinValue;
    private DateTimeOffset? _ended;
    private long _signals;
    private long _coins;

    /// <summary>Whether the live's end was the last that was heard of its beginning and end.</summary>
    public bool HasEnded => _candidate.HasEnded;

    /// <summary>From its first entry to its end, or to its last entry.</summary>
    public TimeSpan LiveTime => _first is { } first && End > first ? End - first : TimeSpan.Zero;

    private DateTimeOffset End => _ended ?? _last;

    public void Apply(SignalRecord signal, RecordRef at)
    {
        _signals++;
        // what is known of somebody over all lives was known before, and tells nothing of the live's own time
        if (signal is not StandingSignal)
        {
            _first = _first is { } first && first < signal.At ? first : signal.At;
            _last = signal.At > _last ? signal.At : _last;
        }

        if (signal is SessionSignal { Event.Kind: SessionEventKind.LiveEnded })
            _ended = signal.At;
        if (signal is GiftSignal { Gift.Event: GiftEvent.Sent } gift)
            _coins += gift.Gift.Coins;
        _candidate.Apply(signal, at);
        _against?.Apply(signal, at);
    }

    public BacktestedLive Finish() => new()
    {
        LiveId = live,
        Signals = _signals,
        Coins = _coins,
        LiveTime = LiveTime,
        Candidate = _candidate.Finish(End),
        Against = _against?.Finish(End),
    };
}
