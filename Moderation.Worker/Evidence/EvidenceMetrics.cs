using System.Diagnostics.Metrics;
using Moderation.Core.Evidence.Vault;
using Moderation.Core.Wire;
using Moderation.Worker.Hosting;

namespace Moderation.Worker.Evidence;

/// <summary>What becomes of the records that reports cite.</summary>
internal sealed class EvidenceMetrics
{
    private readonly Counter<long> _cited;

    public EvidenceMetrics(IMeterFactory meters) => _cited = meters.Create(WorkerTelemetry.Name).CreateCounter<long>(
        "moderation.evidence.cited", "{record}", "Records that reports cite, by kind, and by fate: kept, or why they are gone");

    public void Count(IEnumerable<CitedEvidence> cited)
    {
        foreach (var entry in cited)
        {
            _cited.Add(
                1,
                new KeyValuePair<string, object?>("kind", WireWord.From(entry.Kind)),
                new KeyValuePair<string, object?>("fate", entry.Gone is { } reason ? WireWord.From(reason) : "kept"));
        }
    }
}
