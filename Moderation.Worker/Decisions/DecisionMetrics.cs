using System.Diagnostics.Metrics;
using System.Text.Json;
using Moderation.Core.Decisions;
using Moderation.Worker.Hosting;

namespace Moderation.Worker.Decisions;

/// <summary>What the decider does.</summary>
internal sealed class DecisionMetrics
{
    private static readonly KeyValuePair<string, object?>[] Fates =
        [.. Enum.GetValues<SignalFate>().Select(f => new KeyValuePair<string, object?>("fate", JsonNamingPolicy.SnakeCaseLower.ConvertName(f.ToString())))];

    private readonly Counter<long> _signals;
    private readonly Counter<long> _facesOutsideTiles;
    private readonly Counter<long> _tracksDropped;
    private readonly Counter<long> _textSubjectsDropped;
    private int _lives;
    private int _standings;
    private int _policies;

    public DecisionMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(WorkerTelemetry.Name);
        _signals = meter.CreateCounter<long>("moderation.decisions.signals", "{signal}", "Signals read, by fate; replayed ones included");
        Reports = meter.CreateCounter<long>("moderation.decisions.reports", "{report}", "Reports raised, by policy and rung");
        Actions = meter.CreateCounter<long>("moderation.decisions.actions", "{action}", "Actions ordered, by kind");
        States = meter.CreateCounter<long>("moderation.decisions.states", "{record}", "States of lives published");
        Decisions = meter.CreateCounter<long>("moderation.decisions.decisions", "{decision}", "Decisions, by policy, stage and effect; those of shadow versions included");
        Markers = meter.CreateCounter<long>("moderation.decisions.markers", "{record}", "Entries of the decider's own in the lives' logs, by kind: policy, guard, standing");
        Snapshots = meter.CreateCounter<long>("moderation.decisions.snapshots", "{record}", "Snapshots written, those of whole partitions and tombstones included");
        PoliciesRefused = meter.CreateCounter<long>("moderation.decisions.policies_refused", "{record}", "Records of policies that could not be used, or whose sheet does not compile");
        StandingsRefused = meter.CreateCounter<long>("moderation.decisions.standings_refused", "{record}", "Records of standing that could not be used");
        _facesOutsideTiles = meter.CreateCounter<long>("moderation.decisions.faces_outside_tiles", "{face}", "Faces that lay in no participant's tile");
        _tracksDropped = meter.CreateCounter<long>("moderation.decisions.tracks_dropped", "{track}", "Tracks that had to make place in a full tile");
        _textSubjectsDropped = meter.CreateCounter<long>(
            "moderation.decisions.text_subjects_dropped", "{subject}", "Authors, pairs and gifters that had to make place in a full live");
        meter.CreateObservableGauge("moderation.decisions.lives", () => Volatile.Read(ref _lives), "{live}", "Lives in memory");
        meter.CreateObservableGauge(
            "moderation.decisions.policies", () => Volatile.Read(ref _policies), "{version}", "Versions of policies that decide, in the partition where fewest do");
        meter.CreateObservableGauge("moderation.decisions.standings", () => Volatile.Read(ref _standings), "{user}", "Users whose standing is in memory");
    }

    public Counter<long> Reports { get; }

    public Counter<long> Actions { get; }

    public Counter<long> States { get; }

    public Counter<long> Decisions { get; }

    public Counter<long> Markers { get; }

    public Counter<long> Snapshots { get; }

    public Counter<long> PoliciesRefused { get; }

    public Counter<long> StandingsRefused { get; }

    public void CountSignal(in LiveOutcome outcome)
    {
        CountFate(outcome.Fate);
        if (outcome.FacesOutsideTiles > 0)
            _facesOutsideTiles.Add(outcome.FacesOutsideTiles);
        if (outcome.TracksDropped > 0)
            _tracksDropped.Add(outcome.TracksDropped);
        if (outcome.TextSubjectsDropped > 0)
            _textSubjectsDropped.Add(outcome.TextSubjectsDropped);
    }

    public void CountFate(SignalFate fate) => _signals.Add(1, Fates[(int)fate]);

    public void CountRefused() => _signals.Add(1, new KeyValuePair<string, object?>("fate", "refused"));

    /// <summary>Lives in memory, over all partitions.</summary>
    public int Lives
    {
        get => Volatile.Read(ref _lives);
        set => Volatile.Write(ref _lives, value);
    }

    /// <summary>Versions of policies that decide, in the partition where fewest do; 0 without a partition.</summary>
    public int Policies
    {
        set => Volatile.Write(ref _policies, value);
    }

    /// <summary>Users whose standing is in memory.</summary>
    public int Standings
    {
        set => Volatile.Write(ref _standings, value);
    }
}
