using System.Security.Cryptography;
using System.Text.Json;
using Moderation.Core.Decisions;
using Moderation.Core.Policies;
using Moderation.Core.Policies.Sessions;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Policies.Recorded;

/// <summary>A recorded log, decided once more.</summary>
internal sealed class Replay
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private Replay()
    {
    }

    public List<DecisionRecord> Decisions { get; } = [];

    public List<ReportRecord> Reports { get; } = [];

    public List<ActionRecord> Actions { get; } = [];

    public List<VerdictRecord> Verdicts { get; } = [];

    /// <summary>SHA-256 over the JSON of every decision, report and order, in the order in which they come, in hexadecimal digits.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>Sheets in the log that this build cannot compile.</summary>
    public IReadOnlyList<PolicyFault> Faults { get; private set; } = [];

    /// <summary>Folds the log.</summary>
    /// <param name="live">The live.</param>
    /// <param name="log">Its entries, and the markers of its partition.</param>
    /// <param name="rules">What decisions depend on besides log and policies.</param>
    /// <param name="given">The policies; null takes those of the log's markers.</param>
    public static Replay Run(LiveId live, IReadOnlyList<RecordedSignal> log, DeciderRules rules, PolicySet? given)
    {
        var replay = new Replay();
        var timeline = new PolicyTimeline();
        var decider = new LiveDecider(live, rules);
        foreach (var (signal, at) in log)
        {
            if (signal.LiveId == SignalRecord.EveryLive)
            {
                if (given is null && signal is PolicySignal or GuardSignal)
                    timeline.Apply(signal, at);
                continue;
            }

            if (signal is VerdictSignal verdict)
                replay.Verdicts.Add(verdict.Verdict);
            replay.Take(decider.Apply(signal, at, given ?? timeline.At(at.Offset)));
        }

        replay.Sha256 = Convert.ToHexStringLower(replay._hash.GetHashAndReset());
        replay.Faults = timeline.Faults;
        return replay;
    }

    private void Take(LiveOutcome outcome)
    {
        foreach (var decision in outcome.Decisions)
            _hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(decision, WireJson.Default.DecisionRecord));
        foreach (var report in outcome.Reports)
            _hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(report, WireJson.Default.ReportRecord));
        foreach (var action in outcome.Actions)
            _hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(action, WireJson.Default.ActionRecord));
        Decisions.AddRange(outcome.Decisions);
        Reports.AddRange(outcome.Reports);
        Actions.AddRange(outcome.Actions);
    }
}
