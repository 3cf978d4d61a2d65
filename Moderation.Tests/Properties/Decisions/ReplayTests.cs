using System.Text.Json;
using CsCheck;
using Moderation.Core.Decisions;
using Moderation.Core.Policies;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Properties.Decisions;

public sealed class ReplayTests
{
    private static readonly DeciderRules Rules = LiveLog.Rules();
    private static readonly PolicySet Policies = TestPolicies.Live(TestPolicies.ApparentMinor.Replace("for: 15m, renew: 1m", "for: 1m, renew: 10s", StringComparison.Ordinal));

    [Fact]
    public void Same_log_gives_the_same_bytes_however_often_parts_of_it_are_delivered_again()
    {
        var decisionCount = 0;
        Gen.Select(Gen.Int, Gen.Int).Sample(
            (logSeed, deliverySeed) =>
            {
                var log = WriteLog(new Random(logSeed));
                var clean = Fold(log.Select((signal, offset) => (signal, offset)));
                var repeated = Fold(DeliverAgain(log, new Random(deliverySeed)));
                Interlocked.Add(ref decisionCount, clean.Records.Count);
                return clean.Records.SequenceEqual(repeated.Records) && clean.State == repeated.State;
            },
            iter: 200);
        Assert.True(decisionCount > 200, $"only {decisionCount} decisions: the logs are too dull to prove anything");
    }

    [Fact]
    public void Crash_and_replay_from_the_start_repeats_what_was_published_under_the_same_ids() =>
        Gen.Select(Gen.Int, Gen.Int[0, 400]).Sample(
            (seed, crash) =>
            {
                var log = WriteLog(new Random(seed)).Select((signal, offset) => (signal, offset)).ToArray();
                var before = Fold(log[..Math.Min(crash, log.Length)]).Records;
                return before.SequenceEqual(Fold(log).Records.Take(before.Count));
            },
            iter: 100);

    /// <summary>Records as JSON in the order they came, the second of an id left out; and the last state.</summary>
    private static (List<string> Records, string State) Fold(IEnumerable<(SignalRecord Signal, int Offset)> log)
    {
        var decider = new LiveDecider(LiveLog.Live, Rules);
        var (records, seen) = (new List<string>(), new HashSet<string>());
        foreach (var (signal, offset) in log)
        {
            var outcome = decider.Apply(signal, new RecordRef(TopicNames.Signals, 0, offset), Policies);
            records.AddRange(outcome.Reports.Where(r => seen.Add(r.ReportId.Value)).Select(r => JsonSerializer.Serialize(r, WireJson.Default.ReportRecord)));
            records.AddRange(outcome.Actions.Where(a => seen.Add(a.ActionId.Value)).Select(a => JsonSerializer.Serialize(a, WireJson.Default.ActionRecord)));
        }

        return (records, seen.Count == 0 && records.Count == 0 ? "" : JsonSerializer.Serialize(decider.Describe(), WireJson.Default.LiveStateRecord));
    }

    /// <summary>At random points the broker goes back some entries and delivers from there.</summary>
    private static IEnumerable<(SignalRecord Signal, int Offset)> DeliverAgain(List<SignalRecord> log, Random random)
    {
        for (var offset = 0; offset < log.Count; offset++)
        {
            yield return (log[offset], offset);
            if (random.Next(20) != 0)
                continue;
            for (var again = Math.Max(0, offset - random.Next(60)); again <= offset; again++)
                yield return (log[again], again);
        }
    }

    private static List<SignalRecord> WriteLog(Random random)
    {
        var log = new List<SignalRecord> { LiveLog.Event(0, SessionEventKind.LiveStarted, "start") };
        var second = 0.0;
        var years = new[] { random.Next(2, 12), random.Next(5, 40) };
        while (log.Count < 400)
        {
            second += random.Next(10) == 0 ? 0 : 0.5 + random.NextDouble() * (random.Next(60) == 0 ? 150 : 1);
            var who = random.Next(2) == 0 ? LiveLog.Host : LiveLog.Guest;
            var tile = who == LiveLog.Host ? LiveLog.LeftHalf : LiveLog.RightHalf;
            if (log.Count < 4 || random.Next(12) == 0)
            {
                var kind = log.Count < 4 ? SessionEventKind.ParticipantJoined : Kinds[random.Next(Kinds.Length)];
                log.Add(LiveLog.Event(second, kind, $"e{log.Count}", who, tile, ParticipantRole.Guest));
                continue;
            }

            log.Add(LiveLog.Frame(second, "faceres-deep", [.. Enumerable.Range(0, random.Next(4)).Select(i => LiveLog.Face(
                years[i % 2] + 4 * random.NextDouble(),
                left: i % 2 == 0 ? 0.2 + 0.1 * random.NextDouble() : 0.7 + 0.1 * random.NextDouble(),
                band: random.Next(5) == 0 ? FaceQualityBand.Poor : FaceQualityBand.Clear))]));
        }

        return log;
    }

    private static readonly SessionEventKind[] Kinds =
    [
        SessionEventKind.ParticipantJoined, SessionEventKind.ParticipantJoined, SessionEventKind.ParticipantLeft, SessionEventKind.TileChanged,
        SessionEventKind.OverlayOn, SessionEventKind.OverlayOff, SessionEventKind.OverlayOff, SessionEventKind.FilterOn, SessionEventKind.FilterOff, SessionEventKind.FilterOff,
    ];
}
