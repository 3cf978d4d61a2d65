using System.Text.Json;
using Moderation.Core.Decisions;
using Moderation.Core.Policies;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Bench;

/// <summary><c>moderation bench decide</c>: many lives and many sheets in memory, on one core.</summary>
internal sealed class DecideBench
{
    private const int SlabSize = 50_000;
    // Enough for the just-in-time compiler to be done, and for every live to have evidence.
    private const int SignalsBeforePerLive = 60;

    private readonly DecideMix _mix;
    private readonly LiveDecider[] _lives;
    private readonly PolicySet _policies;
    private readonly SignalReader _reader = new();
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
            Round(first: 0);
        var before = _decisions;
        var rounds = new List<DecideRound>();
        while (rounds.Sum(round => round.ProcessorSeconds) < length.TotalSeconds || rounds.Count < 2)
        {
            stop.ThrowIfCancellationRequested();
            rounds.Add(Round(first: rounds.Count));
        }

        load.Add(MachineLoad.LastMinute());
        var bytesPerLive = (GC.GetTotalMemory(forceFullCollection: true) - _emptyHeap) / _lives.Length;
        var snapshots = _lives.Select(live => (long)live.Save().State.Length).Order().ToList();
        return DecideBenchReport.Of(_policies.Policies.Count, _lives.Length, rounds, _decisions - before, bytesPerLive, snapshots, load);
    }

    private DecideRound Round(int first)
    {
        var slab = Slab();
        var (generated, read, decide, allocated, paused) = (default(Taken), default(Taken), default(Taken), 0L, TimeSpan.Zero);
        // the sides take turns in going first, because whoever goes later finds the slab in the caches
        for (var turn = 0; turn < 3; turn++)
        {
            switch ((first + turn) % 3)
            {
                case 0:
                    generated = Taken.By(() => slab.ForEach(entry => _read += RecordReader.Read(entry.Json, WireJson.Default.SignalRecord).Record!.V));
                    break;
                case 1:
                    read = Taken.By(() => slab.ForEach(entry => _read += _reader.Read(entry.Json).Record!.V));
                    break;
                default:
                    var (bytesBefore, pausedBefore) = (GC.GetAllocatedBytesForCurrentThread(), GC.GetTotalPauseDuration());
                    decide = Taken.By(() => slab.ForEach(Decide));
                    (allocated, paused) = (GC.GetAllocatedBytesForCurrentThread() - bytesBefore, GC.GetTotalPauseDuration() - pausedBefore);
                    break;
            }
        }

        return new DecideRound(slab.Count, generated, read, decide, allocated, paused.TotalSeconds);
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

    private void Decide(SlabEntry entry) =>
        _decisions += _lives[entry.Live].Apply(_reader.Read(entry.Json).Record!, new RecordRef(TopicNames.Signals, 0, _offset++), _policies).Decisions.Count;

    private readonly record struct SlabEntry(int Live, byte[] Json);
}
