using System.Text.Json;
using CsCheck;
using Moderation.Core.Decisions;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using static Moderation.Tests.Support.TextLines;

namespace Moderation.Tests.Properties.Decisions;

/// <summary>Logs of frames, text lines that come slightly out of order, and session events.</summary>
public sealed class TextReplayTests
{
    private static readonly DeciderRules Rules = LiveLog.Rules();
    private static readonly TextLabel[] Labels = Enum.GetValues<TextLabel>();
    private static readonly TextRule[] Cues = Enum.GetValues<TextRule>();

    [Fact]
    public void Same_log_gives_the_same_bytes_however_often_parts_of_it_are_delivered_again()
    {
        var policies = new HashSet<string>();
        Gen.Select(Gen.Int, Gen.Int).Sample(
            (logSeed, deliverySeed) =>
            {
                var log = WriteLog(new Random(logSeed));
                var clean = Fold(log.Select((signal, offset) => (signal, offset)));
                var repeated = Fold(DeliverAgain(log, new Random(deliverySeed)));
                lock (policies)
                    policies.UnionWith(clean.Policies);
                return clean.Records.SequenceEqual(repeated.Records) && clean.State == repeated.State;
            },
            iter: 60);
        Assert.True(policies.Count >= 6, $"the logs are too dull to prove anything: {string.Join(", ", policies)}");
    }

    [Fact]
    public void Crash_and_replay_from_the_start_repeats_what_was_published_under_the_same_ids() =>
        Gen.Select(Gen.Int, Gen.Int[0, 1500]).Sample(
            (seed, crash) =>
            {
                var log = WriteLog(new Random(seed)).Select((signal, offset) => (signal, offset)).ToArray();
                var before = Fold(log[..crash]).Records;
                return before.SequenceEqual(Fold(log).Records.Take(before.Count));
            },
            iter: 30);

    private static (List<string> Records, HashSet<string> Policies, string State) Fold(IEnumerable<(SignalRecord Signal, int Offset)> log)
    {
        var decider = new LiveDecider(LiveLog.Live, Rules);
        var (records, policies, seen, isEmpty) = (new List<string>(), new HashSet<string>(), new HashSet<ReportId>(), true);
        foreach (var (signal, offset) in log)
        {
            isEmpty = false;
            foreach (var report in decider.Apply(signal, new RecordRef(TopicNames.Signals, 0, offset), TestPolicies.Shipped).Reports.Where(r => seen.Add(r.ReportId)))
            {
                policies.Add(report.Policy.Name);
                records.Add(JsonSerializer.Serialize(report, WireJson.Default.ReportRecord));
            }
        }

        return (records, policies, isEmpty ? "" : JsonSerializer.Serialize(decider.Describe(), WireJson.Default.LiveStateRecord));
    }

    /// <summary>At random points the broker goes back some entries and delivers from there.</summary>
    private static IEnumerable<(SignalRecord Signal, int Offset)> DeliverAgain(List<SignalRecord> log, Random random)
    {
        for (var offset = 0; offset < log.Count; offset++)
        {
            yield return (log[offset], offset);
            if (random.Next(40) != 0)
                continue;
            for (var again = Math.Max(0, offset - random.Next(200)); again <= offset; again++)
                yield return (log[again], again);
        }
    }

    private static List<SignalRecord> WriteLog(Random random)
    {
        var log = new List<SignalRecord>
        {
            Joined("j1", LiveLog.Host, HostUser, ParticipantRole.Host),
            Joined("j2", LiveLog.Guest, GuestUser, ParticipantRole.Guest),
        };
        var second = 1.0;
        while (log.Count < 1500)
        {
            // Some times are calm, others not.
            second += random.NextDouble() * (log.Count / 300 % 2 == 0 ? 1.5 : 4);
            log.Add(random.Next(8) == 0
                ? LiveLog.Frame(second, "faceres-deep", LiveLog.Face(8 + 10 * random.NextDouble()))
                : AnyLine(random, Math.Max(0, second - 5 * random.NextDouble()), log.Count));
        }

        return log;
    }

    private static TextSignal AnyLine(Random random, double second, int number)
    {
        var by = random.Next(4) == 0 ? HostUser : User(random.Next(30));
        var line = Line(second, $"m{number}", by, random.Next(3) == 0 ? User(random.Next(4)) : null).By(random.Next(2) == 0 ? 1 : 90);
        if (by == HostUser && random.Next(2) == 0)
            line = line.Flagged(0.4 + 0.6 * random.NextDouble(), random.Next(4) == 0 ? TextLabel.QuidProQuo : TextLabel.GiftBegging);
        else if (random.Next(3) == 0)
            line = line.Flagged(0.4 + 0.6 * random.NextDouble(), Labels[random.Next(Labels.Length)]);
        return random.Next(6) == 0 ? line.Hit(Cues[random.Next(Cues.Length)]) : line;
    }
}
