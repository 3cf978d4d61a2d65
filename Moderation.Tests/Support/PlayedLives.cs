using System.Text;
using System.Text.Json;
using Moderation.Core.Decisions;
using Moderation.Core.Policies;
using Moderation.Core.Policies.Sessions;
using Moderation.Core.Wire;

namespace Moderation.Tests.Support;

/// <summary>Logs of lives, made of the sessions that a sheet brings along.</summary>
internal static class PlayedLives
{
    private const string Session = "\"liveId\":\"session\"";

    /// <summary>The log of one of a sheet's sessions, under another live's name.</summary>
    public static IReadOnlyList<RecordedSignal> Log(string sheet, int session, string live) =>
    [
        .. from entry in SheetTester.Sessions(SheetCompiler.FromYaml(sheet), LiveLog.Rules())[session]
           let line = RecordedSession.Write(entry.Signal, entry.At).Replace(Session, $"\"liveId\":\"{live}\"", StringComparison.Ordinal)
           select RecordedSession.ReadLine(Encoding.UTF8.GetBytes(line)),
    ];

    /// <summary>What a sheet decides on a log as if it were live.</summary>
    public static IReadOnlyList<DecisionRecord> Decide(IReadOnlyList<RecordedSignal> log, CompiledSheet sheet, DeciderRules rules)
    {
        var decider = new LiveDecider(log[0].Signal.LiveId, rules);
        var policies = PolicySet.Of([new ActivePolicy(sheet, PolicyStage.Live)]);
        return [.. log.SelectMany(entry => decider.Apply(entry.Signal, entry.At, policies).Decisions)];
    }

    /// <summary>A reviewer's word on a report.</summary>
    public static VerdictRecord Verdict(DecisionRecord decision, VerdictKind kind) => new()
    {
        V = WireVersion.Current,
        LiveId = decision.LiveId,
        VerdictId = $"v-{decision.LiveId}",
        ReportId = decision.ReportId!.Value,
        Reviewer = "r-1",
        At = decision.At.AddMinutes(30),
        Kind = kind,
        ReasonCode = "seen",
    };

    /// <summary>That word as an entry of the live's log.</summary>
    public static RecordedSignal After(IReadOnlyList<RecordedSignal> log, VerdictRecord verdict) => new(
        new VerdictSignal { V = WireVersion.Current, LiveId = verdict.LiveId, At = verdict.At, Verdict = verdict }, log[^1].At with { Offset = log[^1].At.Offset + 1 });

    /// <summary>Puts logs on the topic of signals, the lives among each other, and waits until the broker has them.</summary>
    public static void Publish(this MockKafka kafka, params IEnumerable<IReadOnlyList<RecordedSignal>> logs)
    {
        var left = logs.Select(log => new Queue<RecordedSignal>(log)).ToList();
        while (left.Any(log => log.Count > 0))
        {
            foreach (var entry in left.Where(log => log.Count > 0).Select(log => log.Dequeue()))
                kafka.Queue(TopicNames.Signals, entry.Signal.LiveId.Value, JsonSerializer.SerializeToUtf8Bytes(entry.Signal, WireJson.Default.SignalRecord));
        }

        kafka.Flush();
    }
}
