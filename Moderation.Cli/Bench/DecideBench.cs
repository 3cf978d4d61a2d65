using System.Text.Json;
using Moderation.Core.Decisions;
using Moderation.Core.Policies;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Bench;

/// <summary>One round of each on the same signals: reading them only, and reading and deciding.</summary>
/// <param name="Signals">Signals of the round.</param>
/// <param name="ReadSeconds">Processor time of reading them only.</param>
/// <param name="DecideSeconds">Processor time of reading and deciding.</param>
/// <param name="AllocatedBytes">Allocated while deciding, reading included.</param>
internal readonly record struct DecideRound(long Signals, double ReadSeconds, double DecideSeconds, long AllocatedBytes);

/// <summary><c>moderation bench decide</c>: many lives and many sheets in memory, on one core.</summary>
internal sealed class DecideBench
{
    private const int SlabSize = 50_000;
    private const int SignalsBeforePerLive = 20;

    private readonly DecideMix _mix;
    private readonly LiveDecider[] _lives;
    private readonly PolicySet _policies;
    private readonly long _emptyHeap;
    private long _offset;
    private long _decisions;
    private long _read;

    public DecideBench(DeciderRules rules, PolicySet policies, int lives)
    {
        _policies = policies;
        _mix = new DecideMix(lives, rules.Belief.Manifest.Model, seed: 1);
        _lives = new LiveDecider[lives];
        _emptyHeap = GC.GetTotalMemory(forceFullCollection: true);
        for (var number = 0; number < lives; number++)
        {
            _lives[number] = new LiveDecider(_mix.Live(number), rules);
            foreach (var signal in _mix.Begin(number))
                Decide(new SlabEntry(number, JsonSerializer.SerializeToUtf8Bytes(signal, WireJson.Default.SignalRecord)));
        }
    }

    public DecideBenchReport Run(TimeSpan length, CancellationToken stop)
    {
        var load = new List<double?> { MachineLoad.LastMinute() };
        for (var left = (long)SignalsBeforePerLive * _lives.Length; left > 0 && !stop.IsCancellationRequested; left -= SlabSize)
            Round(Slab(), decideFirst: true);
        var before = _decisions;
        var rounds = new List<DecideRound>();
        while (rounds.Sum(round => round.ReadSeconds + round.DecideSeconds) < length.TotalSeconds || rounds.Count < 2)
        {
            stop.ThrowIfCancellationRequested();
            rounds.Add(Round(Slab(), decideFirst: rounds.Count % 2 == 0));
        }

        load.Add(MachineLoad.LastMinute());
        var bytesPerLive = (GC.GetTotalMemory(forceFullCollection: true) - _emptyHeap) / _lives.Length;
        var snapshots = _lives.Select(live => (long)live.Save().State.Length).Order().ToList();
        return DecideBenchReport.Of(_policies.Policies.Count, _lives.Length, rounds, _decisions - before, bytesPerLive, snapshots, load);
    }

    private List<SlabEntry> Slab()
    {
        var slab = new List<SlabEntry>(SlabSize);
        while (slab.Count < SlabSize)
        {
            var (live, signal) = _mix.Next();
            slab.Add(new SlabEntry(live, JsonSerializer.SerializeToUtf8Bytes(signal, WireJson.Default.SignalRecord)));
        }

        return slab;
    }

    private DecideRound Round(List<SlabEntry> slab, bool decideFirst)
    {
        // the sides take turns in going first, because whoever goes second finds the slab in the caches
        var (read, decide, allocated) = (0.0, 0.0, 0L);
        if (!decideFirst)
            read = Time(() => Read(slab));
        var before = GC.GetAllocatedBytesForCurrentThread();
        decide = Time(() => slab.ForEach(Decide));
        allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (decideFirst)
            read = Time(() => Read(slab));
        return new DecideRound(slab.Count, read, decide, allocated);
    }

    private void Read(List<SlabEntry> slab)
    {
        foreach (var entry in slab)
            _read += JsonSerializer.Deserialize(entry.Json, WireJson.Default.SignalRecord)!.V;
    }

    private void Decide(SlabEntry entry)
    {
        var signal = JsonSerializer.Deserialize(entry.Json, WireJson.Default.SignalRecord)!;
        _decisions += _lives[entry.Live].Apply(signal, new RecordRef(TopicNames.Signals, 0, _offset++), _policies).Decisions.Count;
    }

    // processor time of the whole process, collector included: what it costs, however many others share the machine
    private static double Time(Action work)
    {
        var before = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    private readonly record struct SlabEntry(int Live, byte[] Json);
}
