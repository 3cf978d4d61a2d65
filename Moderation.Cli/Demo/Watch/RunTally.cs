using Moderation.Cli.Demo.Play;
using Moderation.Cli.Demo.Status;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Demo.Watch;

/// <summary>All that is known about a run so far.</summary>
internal sealed record RunView
{
    public required IReadOnlyList<LiveView> Lives { get; init; }

    public required DateTimeOffset? FirstFrameAt { get; init; }

    public required LatencySummary FrameToSignal { get; init; }

    public required LatencySummary FrameToReport { get; init; }

    public required LatencySummary LineToSignal { get; init; }

    public required LatencySummary LineToReport { get; init; }

    public required LatencySummary GiftToReport { get; init; }

    public required IReadOnlyList<string> Errors { get; init; }

    public long FramesSent => Lives.Sum(l => l.FramesSent);

    public long Answered => Lives.Sum(l => l.Answered);

    public long LinesSent => Lives.Sum(l => l.Lines.Sent);

    public MoneyView Money => Lives.Aggregate(default(MoneyView), (sum, live) => sum + live.Money);

    public long LinesAnswered => Lives.Sum(l => l.Lines.Answered);
}

/// <summary>Counts a run: what was sent and what came back. Threads: any.</summary>
internal sealed class RunTally(IEnumerable<DemoLive> lives, TimeProvider time) : ISentSamples
{
    private const int KeptErrors = 20;
    private readonly Lock _lock = new();
    private readonly Dictionary<LiveId, LiveTally> _lives = lives.ToDictionary(l => l.Id, l => new LiveTally(l.Id, l.Clip.Scene));
    private readonly RecentTimes _frameToSignal = new();
    private readonly RecentTimes _frameToReport = new();
    private readonly RecentTimes _lineToSignal = new();
    private readonly RecentTimes _lineToReport = new();
    private readonly RecentTimes _giftToReport = new();
    private readonly List<string> _errors = [];
    private DateTimeOffset? _firstFrameAt;

    public void FrameDelivered(LiveId live)
    {
        lock (_lock)
        {
            _firstFrameAt ??= time.GetUtcNow();
            _lives[live].FramesSent++;
        }
    }

    public void FrameFailed(LiveId live, string why)
    {
        lock (_lock)
        {
            _lives[live].FramesFailed++;
            KeepError($"a frame of {live} was not delivered: {why}");
        }
    }

    public void LineDelivered(LiveId live)
    {
        lock (_lock)
            _lives[live].Lines.Sent++;
    }

    public void LineFailed(LiveId live, string why)
    {
        lock (_lock)
        {
            _lives[live].Lines.Failed++;
            KeepError($"a line of {live} was not delivered: {why}");
        }
    }

    public void GiftDelivered(LiveId live, long coins)
    {
        lock (_lock)
            _lives[live].Money.GiftSent(coins);
    }

    public void FlagDelivered(LiveId live)
    {
        lock (_lock)
            _lives[live].Money.FlagsSent++;
    }

    public void GiftOrFlagFailed(LiveId live, string why)
    {
        lock (_lock)
            KeepError($"a gift or a flag of {live} was not delivered: {why}");
    }

    public void Error(string what)
    {
        lock (_lock)
            KeepError(what);
    }

    public void Take(FrameSignal signal)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (_lives.TryGetValue(signal.LiveId, out var live) && live.Take(signal))
                _frameToSignal.Add(now - signal.At);
        }
    }

    public void Take(TextSignal signal)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (_lives.TryGetValue(signal.LiveId, out var live) && live.Lines.Take(signal))
                _lineToSignal.Add(now - signal.At);
        }
    }

    public void Take(GiftSignal signal)
    {
        lock (_lock)
        {
            if (_lives.TryGetValue(signal.LiveId, out var live))
                live.Money.Take(signal);
        }
    }

    public void Take(FlagSignal signal)
    {
        lock (_lock)
        {
            if (_lives.TryGetValue(signal.LiveId, out var live))
                live.Money.Take(signal);
        }
    }

    public void Take(DecisionRecord decision)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (_lives.TryGetValue(decision.LiveId, out var live))
                live.Take(new Seen<DecisionRecord>(decision, now));
        }
    }

    public void Take(LiveStateRecord state)
    {
        lock (_lock)
        {
            if (_lives.TryGetValue(state.LiveId, out var live))
                live.Take(state);
        }
    }

    /// <summary>A report's own time is the clock of its live, which is when the frame that tipped it was taken, the line said or the gift given.</summary>
    public void Take(ReportRecord report)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (_lives.TryGetValue(report.LiveId, out var live) && live.Take(new Seen<ReportRecord>(report, now)))
                TimesOf(report.Evidence).Add(now - report.RaisedAt);
        }
    }

    public void Take(ActionRecord action)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (_lives.TryGetValue(action.LiveId, out var live))
                live.Take(new Seen<ActionRecord>(action, now));
        }
    }

    /// <summary>Takes a dead letter; its key is the live that the refused record named, or nothing.</summary>
    public void Take(string? key, DeadLetterRecord letter)
    {
        lock (_lock)
        {
            if (!TextId.TryParse<LiveId>(key, out var id) || !_lives.TryGetValue(id, out var live) || !live.Take(letter))
                return;
            KeepError($"{letter.Source}: {letter.Stage} refused it: {StatusText.Snake(letter.Reason)}, {letter.Detail}");
        }
    }

    public RunView View()
    {
        lock (_lock)
        {
            return new RunView
            {
                Lives = [.. _lives.Values.Select(l => l.View())],
                FirstFrameAt = _firstFrameAt,
                FrameToSignal = _frameToSignal.Sum(),
                FrameToReport = _frameToReport.Sum(),
                LineToSignal = _lineToSignal.Sum(),
                LineToReport = _lineToReport.Sum(),
                GiftToReport = _giftToReport.Sum(),
                Errors = [.. _errors],
            };
        }
    }

    private RecentTimes TimesOf(EvidenceSummary evidence) => evidence switch
    {
        TextEvidenceSummary => _lineToReport,
        FactEvidenceSummary => _giftToReport,
        _ => _frameToReport,
    };

    private void KeepError(string what)
    {
        if (_errors.Count < KeptErrors)
            _errors.Add(what);
    }
}
