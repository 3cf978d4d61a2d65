using Moderation.Cli.Demo.Scenes;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Demo.Watch;

/// <summary>A decision, a report or an order, and when it was seen.</summary>
internal sealed record Seen<T>(T Record, DateTimeOffset At);

/// <summary>What is known about one live so far. A copy: it does not change under its reader.</summary>
internal sealed record LiveView
{
    public required LiveId Id { get; init; }

    public required Scene Scene { get; init; }

    public required long FramesSent { get; init; }

    public required long FramesFailed { get; init; }

    public required long Scored { get; init; }

    public required IReadOnlyDictionary<NotScoredReason, long> NotScored { get; init; }

    /// <summary>Frames that never became a sample, by reason of their dead letter.</summary>
    public required IReadOnlyDictionary<DeadLetterReason, long> Refused { get; init; }

    public required long Faces { get; init; }

    public required LineView Lines { get; init; }

    public required MoneyView Money { get; init; }

    public required LiveStatus? Status { get; init; }

    public required IReadOnlyList<ParticipantState> Participants { get; init; }

    public required IReadOnlyList<Seen<DecisionRecord>> Decisions { get; init; }

    public required IReadOnlyList<Seen<ReportRecord>> Reports { get; init; }

    public required IReadOnlyList<Seen<ActionRecord>> Actions { get; init; }

    /// <summary>Frames that a topic has an answer for.</summary>
    public long Answered => Scored + NotScored.Values.Sum() + Refused.Values.Sum();
}

/// <summary>Counts one live. Its owner locks.</summary>
internal sealed class LiveTally(LiveId id, Scene scene)
{
    private const string IntakeStage = "intake";

    private readonly HashSet<SampleId> _samples = [];
    private readonly Dictionary<NotScoredReason, long> _notScored = [];
    private readonly Dictionary<RecordRef, DeadLetterRecord> _deadLetters = [];
    private readonly Dictionary<DecisionId, Seen<DecisionRecord>> _decisions = [];
    private readonly Dictionary<ReportId, Seen<ReportRecord>> _reports = [];
    private readonly Dictionary<ActionId, Seen<ActionRecord>> _actions = [];
    private LiveStateRecord? _state;
    private long _scored;
    private long _faces;

    public long FramesSent { get; set; }

    public long FramesFailed { get; set; }

    public LineTally Lines { get; } = new();

    public MoneyTally Money { get; } = new();

    /// <summary>Counts a sample once, however often it is delivered. False when it was known.</summary>
    public bool Take(FrameSignal signal)
    {
        if (!_samples.Add(signal.SampleId))
            return false;
        _faces += signal.Faces.Count;
        if (signal.NotScored is { } reason)
            _notScored[reason] = _notScored.GetValueOrDefault(reason) + 1;
        else
            _scored++;
        return true;
    }

    /// <summary>When a live ends, its evidence is dropped; what was known of its people until then is kept here.</summary>
    public void Take(LiveStateRecord state) =>
        _state = state.Status == LiveStatus.Ended && _state is { } last ? state with { Participants = last.Participants } : state;

    public bool Take(Seen<DecisionRecord> decision) => _decisions.TryAdd(decision.Record.DecisionId, decision);

    public bool Take(Seen<ReportRecord> report) => _reports.TryAdd(report.Record.ReportId, report);

    public bool Take(Seen<ActionRecord> action) => _actions.TryAdd(action.Record.ActionId, action);

    public bool Take(DeadLetterRecord letter) => _deadLetters.TryAdd(letter.Source, letter);

    public LiveView View() => new()
    {
        Id = id,
        Scene = scene,
        FramesSent = FramesSent,
        FramesFailed = FramesFailed,
        Scored = _scored,
        NotScored = new Dictionary<NotScoredReason, long>(_notScored),
        Refused = Refused(TopicNames.Frames),
        Faces = _faces,
        Lines = Lines.View(Refused(TopicNames.Chat)),
        Money = Money.View(),
        Status = _state?.Status,
        Participants = _state?.Participants ?? [],
        Decisions = [.. _decisions.Values],
        Reports = [.. _reports.Values],
        Actions = [.. _actions.Values],
    };

    // What the models could not read has a signal, too, and is counted there.
    private Dictionary<DeadLetterReason, long> Refused(string topic) =>
        _deadLetters.Values.Where(d => d.Source.Topic == topic && d.Stage == IntakeStage).CountBy(d => d.Reason).ToDictionary(r => r.Key, r => (long)r.Value);
}
