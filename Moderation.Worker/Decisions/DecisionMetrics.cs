using System.Diagnostics.Metrics;
using Moderation.Worker.Hosting;

namespace Moderation.Worker.Decisions;

/// <summary>What the decider does.</summary>
internal sealed class DecisionMetrics
{
    private int _lives;

    public DecisionMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(WorkerTelemetry.Name);
        Signals = meter.CreateCounter<long>("moderation.decisions.signals", "{signal}", "Signals read, by fate; replayed ones included");
        Reports = meter.CreateCounter<long>("moderation.decisions.reports", "{report}", "Reports raised, by rung");
        Actions = meter.CreateCounter<long>("moderation.decisions.actions", "{action}", "Actions ordered, by kind");
        States = meter.CreateCounter<long>("moderation.decisions.states", "{record}", "States of lives published");
        meter.CreateObservableGauge("moderation.decisions.lives", () => Volatile.Read(ref _lives), "{live}", "Lives in memory");
    }

    public Counter<long> Signals { get; }

    public Counter<long> Reports { get; }

    public Counter<long> Actions { get; }

    public Counter<long> States { get; }

    /// <summary>Lives in memory, over all partitions.</summary>
    public int Lives
    {
        get => Volatile.Read(ref _lives);
        set => Volatile.Write(ref _lives, value);
    }
}
