namespace Moderation.Cli.Demo.Watch;

/// <summary>What the Worker's own counters say that no topic does.</summary>
/// <param name="NotSampled">Frames that were not chosen for scoring, by reason.</param>
/// <param name="Refused">Frames that never became a sample, by reason of their dead letter.</param>
internal sealed record WorkerCounts(IReadOnlyDictionary<string, long> NotSampled, IReadOnlyDictionary<string, long> Refused)
{
    public WorkerCounts Since(WorkerCounts before) => new(Subtract(NotSampled, before.NotSampled), Subtract(Refused, before.Refused));

    private static Dictionary<string, long> Subtract(IReadOnlyDictionary<string, long> now, IReadOnlyDictionary<string, long> before) =>
        now.ToDictionary(n => n.Key, n => n.Value - before.GetValueOrDefault(n.Key), StringComparer.Ordinal);
}
