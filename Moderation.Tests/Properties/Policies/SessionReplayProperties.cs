using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsCheck;
using Moderation.Core.Decisions;
using Moderation.Core.Policies;
using Moderation.Core.Policies.Sessions;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Properties.Policies;

/// <summary>Whatever happens in a live, and wherever a decider dies or hands it over, the same records come of its log, byte for byte.</summary>
public sealed class SessionReplayProperties
{
    private const int Sessions = 1_000;
    private static readonly DeciderRules Rules = LiveLog.Rules();
    private static readonly string[] Sheets = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "policies"), "*.yaml").Order(StringComparer.Ordinal).Select(File.ReadAllText)];
    private static readonly CompiledSheet[] Compiled = [.. Sheets.Select(SheetCompiler.FromYaml)];

    [Fact]
    public void Crashes_and_moves_of_a_partition_change_no_byte_of_what_is_decided()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var (decisions, orders, restores) = (0, 0, 0);
        Gen.Int.Sample(
            seed =>
            {
                var random = new Random(seed);
                var (log, clean) = Write(random);
                var moved = Move(log, random);
                Interlocked.Add(ref decisions, clean.Decisions);
                Interlocked.Add(ref orders, clean.Orders);
                Interlocked.Add(ref restores, moved.Restores);
                lock (reached)
                    reached.UnionWith(clean.Policies);
                Assert.True(clean.Fault.Length == 0, $"seed {seed}, in one go: {clean.Fault}");
                Assert.True(moved.Fault.Length == 0, $"seed {seed}: {moved.Fault}");
                Assert.Equal(clean.Sha256, moved.Sha256);
            },
            iter: Sessions);
        Assert.True(decisions > 2 * Sessions && orders > Sessions / 4, $"only {decisions} decisions and {orders} orders: the sessions are too dull to prove anything");
        Assert.True(restores > 2 * Sessions, $"only {restores} restores");
        Assert.True(reached.Count >= Compiled.Length - 2, $"the sessions reach only {string.Join(", ", reached.Order())}");
    }

    /// <summary>Makes a log with markers of policies and verdicts on what its own run decides, and tells what comes of it in one go.</summary>
    private static (List<RecordedSignal> Log, Published Clean) Write(Random random)
    {
        var (log, published, timeline) = (new List<RecordedSignal>(), new Published(), new PolicyTimeline());
        var decider = new LiveDecider(SessionStage.Live, Rules);
        foreach (var sheet in Compiled)
            Append(Marker(sheet, 1, random));
        foreach (var step in RandomSessions.Log(random, Rules.Belief.Manifest.Model))
        {
            if (random.Next(150) == 0)
                Append(random.Next(3) == 0 ? Guard(Pick(Compiled, random), log[^1].Signal.At) : Marker(Pick(Compiled, random), log.Count + 2, random));
            if (step.Signal is { } signal)
                Append(signal);
            else if (published.Reports.Count > 0)
                Append(Verdict(step.Verdict!, published.Reports[random.Next(published.Reports.Count)], log.Count));
        }

        return (log, published);

        void Append(SignalRecord signal)
        {
            var at = new RecordRef(TopicNames.Signals, 0, log.Count);
            log.Add(new RecordedSignal(signal, at));
            if (signal.LiveId == SignalRecord.EveryLive)
                timeline.Apply(signal, at);
            else
                published.Take(decider.Apply(signal, at, timeline.At(at.Offset)));
        }
    }

    /// <summary>Reads the log with deciders that die or hand over at random places; each successor begins at one of the snapshots taken before, which need not be the newest.</summary>
    private static Published Move(List<RecordedSignal> log, Random random)
    {
        var (published, timeline) = (new Published(), new PolicyTimeline());
        var decider = new LiveDecider(SessionStage.Live, Rules);
        var snapshots = new List<(int Next, SnapshotRecord? Live, SnapshotRecord? Policies)> { (0, null, null) };
        for (var place = 0; place < log.Count; place++)
        {
            if (random.Next(60) == 0 && decider.Covers is not null)
                snapshots.Add((place, decider.Save(), timeline.Save(log[place - 1].At, log[place - 1].Signal.At)));
            if (random.Next(80) == 0)
            {
                var (next, live, policies) = snapshots[random.Next(Math.Max(0, snapshots.Count - 3), snapshots.Count)];
                timeline = policies is null ? new PolicyTimeline() : PolicyTimeline.Restore(policies);
                decider = live is null ? new LiveDecider(SessionStage.Live, Rules) : LiveDecider.Restore(Rules, live, timeline.At(next));
                place = next;
                published.Restores++;
            }

            var (signal, at) = log[place];
            if (signal.LiveId == SignalRecord.EveryLive)
                timeline.Apply(signal, at);
            else
                published.Take(decider.Apply(signal, at, timeline.At(at.Offset)));
        }

        return published;
    }

    private static PolicySignal Marker(CompiledSheet sheet, long revision, Random random)
    {
        var stage = random.Next(6) switch { 0 => PolicyStage.Shadow, 1 => PolicyStage.Canary, _ => PolicyStage.Live };
        return new PolicySignal
        {
            V = WireVersion.Current,
            LiveId = SignalRecord.EveryLive,
            At = SessionStage.Start,
            Policy = new PolicyRecord
            {
                V = WireVersion.Current,
                Name = sheet.Name,
                Revision = revision,
                At = SessionStage.Start,
                Versions = [new PolicyVersion { SheetHash = sheet.SheetHash, Stage = stage, Sheet = sheet.CanonicalJson, CanaryShare = stage == PolicyStage.Canary ? 0.5 : null, HumanConfirmOnly = random.Next(8) == 0 }],
            },
        };
    }

    private static GuardSignal Guard(CompiledSheet sheet, DateTimeOffset now) => new()
    {
        V = WireVersion.Current, LiveId = SignalRecord.EveryLive, At = now, Policy = sheet.Name, SheetHash = sheet.SheetHash, Guard = GuardKind.LivesPerHour, Until = now.AddSeconds(120),
    };

    private static VerdictSignal Verdict(PendingVerdict pending, ReportId report, int number) => new()
    {
        V = WireVersion.Current,
        LiveId = SessionStage.Live,
        At = SessionStage.Clock(pending.At),
        Verdict = new VerdictRecord
        {
            V = WireVersion.Current, LiveId = SessionStage.Live, ReportId = report, VerdictId = $"v-{number}", Reviewer = pending.Reviewer, At = SessionStage.Clock(pending.At), Kind = pending.Kind, ReasonCode = "test",
        },
    };

    private static T Pick<T>(T[] of, Random random) => of[random.Next(of.Length)];

    /// <summary>What reaches the topics. What is published again under the same id must be the same, and counts once, as it does for every reader.</summary>
    private sealed class Published
    {
        private readonly Dictionary<string, string> _records = new(StringComparer.Ordinal);
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public List<ReportId> Reports { get; } = [];

        public HashSet<string> Policies { get; } = new(StringComparer.Ordinal);

        public int Decisions { get; private set; }

        public int Orders { get; private set; }

        public int Restores { get; set; }

        public string Fault { get; private set; } = "";

        public string Sha256 => Convert.ToHexStringLower(_hash.GetCurrentHash());

        public void Take(LiveOutcome outcome)
        {
            foreach (var decision in outcome.Decisions)
            {
                if (!IsNew(decision.DecisionId.Value, JsonSerializer.Serialize(decision, WireJson.Default.DecisionRecord)))
                    continue;
                Decisions++;
                Policies.Add(decision.Policy.Name);
            }

            foreach (var report in outcome.Reports)
            {
                if (IsNew(report.ReportId.Value, JsonSerializer.Serialize(report, WireJson.Default.ReportRecord)))
                    Reports.Add(report.ReportId);
            }

            foreach (var action in outcome.Actions)
                Orders += IsNew(action.ActionId.Value, JsonSerializer.Serialize(action, WireJson.Default.ActionRecord)) ? 1 : 0;
        }

        private bool IsNew(string id, string json)
        {
            if (_records.TryGetValue(id, out var known))
            {
                if (known != json)
                    Fault = $"{id} was published as\n{known}\nand then as\n{json}";
                return false;
            }

            _records.Add(id, json);
            _hash.AppendData(Encoding.UTF8.GetBytes(json));
            return true;
        }
    }
}
