using System.Text.Json;
using CsCheck;
using Moderation.Core.Policies;
using Moderation.Core.Policies.Sessions;
using Moderation.Core.PolicyReports.Backtests;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Properties.PolicyReports;

/// <summary>What a backtest counts depends on each live's own log, not on how the lives lie among each other, how they are dealt out, or what else is remembered.</summary>
public sealed class BacktestLawTests
{
    private const int Lives = 6;
    private static readonly BacktestQuestion Question = new()
    {
        Rules = LiveLog.Rules(),
        Candidate = SheetCompiler.FromYaml(TestPolicies.ApparentMinor),
        Against = SheetCompiler.FromYaml(TestPolicies.ApparentMinor.Replace("0.80", "0.60", StringComparison.Ordinal).Replace("0.75", "0.55", StringComparison.Ordinal)),
    };

    [Fact]
    public void Any_mixture_of_the_same_lives_over_any_number_of_folds_gives_the_same_report()
    {
        var hits = 0;
        Gen.Int.Sample(
            seed =>
            {
                var random = new Random(seed);
                var logs = Enumerable.Range(0, Lives).Select(number => Log(random, $"live-{number}")).ToList();
                var expected = Report([logs.SelectMany(log => log)], null);
                Interlocked.Add(ref hits, expected.Subjects);

                // each fold has lives of its own, mixed at random; letting quiet ones go changes nothing, since none is quiet for an hour before its end
                var folds = Enumerable.Range(0, random.Next(1, 4)).Select(_ => new List<List<RecordedSignal>>()).ToList();
                foreach (var log in logs)
                    folds[random.Next(folds.Count)].Add(log);
                var mixed = folds.Select(own => Mix(own, random)).ToList();

                Assert.Equal(expected.Text, Report(mixed, null).Text);
                Assert.Equal(expected.Text, Report(mixed, TimeSpan.FromHours(1)).Text);
            },
            iter: 60);
        // drawn lives hit about 75, give or take 8
        Assert.True(hits > 30, $"only {hits} subjects were hit: the lives are too dull to prove anything");
    }

    private static List<RecordedSignal> Log(Random random, string live)
    {
        var id = LiveId.Parse(live);
        var signals = RandomSessions.Log(random, Question.Rules.Belief.Manifest.Model).Select(step => step.Signal).OfType<SignalRecord>();
        return
        [
            .. from signal in signals.Select((signal, offset) => RecordedSession.Write(signal, new RecordRef(TopicNames.Signals, 0, offset)))
               select RecordedSession.ReadLine(System.Text.Encoding.UTF8.GetBytes(signal.Replace("\"liveId\":\"session\"", $"\"liveId\":\"{id}\"", StringComparison.Ordinal))),
        ];
    }

    private static IEnumerable<RecordedSignal> Mix(List<List<RecordedSignal>> logs, Random random)
    {
        var left = logs.Select(log => new Queue<RecordedSignal>(log)).Where(log => log.Count > 0).ToList();
        while (left.Count > 0)
        {
            var next = left[random.Next(left.Count)];
            yield return next.Dequeue();
            if (next.Count == 0)
                left.Remove(next);
        }
    }

    private static (string Text, int Subjects) Report(IEnumerable<IEnumerable<RecordedSignal>> parts, TimeSpan? forgetAfter)
    {
        var (book, totals) = (new OutcomeBook(), new BacktestTotals());
        foreach (var part in parts)
        {
            var fold = new BacktestFold(Question, book, forgetAfter);
            foreach (var entry in part)
                fold.Apply(entry.Signal, entry.At, entry.Signal.At);
            fold.Finish();
            fold.AddTo(totals);
        }

        var report = JsonSerializer.Serialize(BacktestReport.Of(Question, totals, TimeSpan.FromSeconds(1), 1));
        return ($"{report}\n{string.Join('\n', BacktestReport.Csv(totals))}", totals.SubjectCount);
    }
}
