using Moderation.Core.Policies;
using Moderation.Core.Policies.Sessions;
using Moderation.Core.PolicyReports.Backtests;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.PolicyReports.Backtests;

public sealed class BacktestFoldTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly BacktestQuestion Question = new() { Rules = LiveLog.Rules(), Candidate = SheetCompiler.FromYaml(PolicyTool.Minors) };

    [Fact]
    public void Lives_that_are_over_are_let_go_and_what_they_came_to_stays_counted()
    {
        var (forgetful, patient) = (new BacktestFold(Question, new OutcomeBook(), Hour), new BacktestFold(Question, new OutcomeBook()));
        for (var number = 0; number < 10; number++)
        {
            foreach (var entry in PlayedLives.Log(PolicyTool.Minors, number % 2, $"live-{number}"))
            {
                var writtenAt = LiveLog.Start + number * 2 * Hour + (entry.Signal.At - SessionStage.Start);
                forgetful.Apply(entry.Signal, entry.At, writtenAt);
                patient.Apply(entry.Signal, entry.At, writtenAt);
            }

            Assert.True(forgetful.LiveCount <= 1, $"{forgetful.LiveCount} lives are held after {number + 1}");
        }

        Assert.Equal(10, patient.LiveCount);
        var live = forgetful.LiveTime;
        Assert.Equal(Report(patient), Report(forgetful));
        Assert.Equal(5, Totals(forgetful).SubjectCount);
        Assert.Equal(live, Totals(forgetful).LiveTime);
    }

    [Fact]
    public void Live_that_ended_is_let_go_sooner_than_one_that_goes_on()
    {
        var fold = new BacktestFold(Question, new OutcomeBook(), Hour);
        var (ends, runs) = (PlayedLives.Log(PolicyTool.Minors, 0, "ends"), PlayedLives.Log(PolicyTool.Minors, 1, "runs"));
        foreach (var entry in ends)
            fold.Apply(entry.Signal, entry.At, LiveLog.Start);
        // It is heard of all the time, and keeps nobody but itself.
        for (var minute = 0; minute <= 61; minute++)
            fold.Apply(runs[minute % runs.Count].Signal, runs[minute % runs.Count].At, LiveLog.Start.AddMinutes(minute));

        Assert.Equal(1, fold.LiveCount);
        Assert.Equal(1, fold.WaitingSubjectCount);
    }

    [Fact]
    public void Verdict_that_comes_days_later_counts_and_makes_no_live()
    {
        var fold = new BacktestFold(Question, new OutcomeBook(), Hour);
        var log = PlayedLives.Log(PolicyTool.Minors, 0, "live-1");
        foreach (var entry in log)
            fold.Apply(entry.Signal, entry.At, LiveLog.Start);
        var verdict = PlayedLives.After(log, PlayedLives.Verdict(PlayedLives.Decide(log, Question.Candidate, Question.Rules)[0], VerdictKind.Confirmed));

        fold.Apply(verdict.Signal, verdict.At, LiveLog.Start.AddDays(2));

        Assert.Equal(0, fold.LiveCount);
        fold.Finish();
        var totals = Totals(fold);
        var report = BacktestReport.Of(Question, totals, Hour, 1);
        Assert.Equal((1L, (long)log.Count + 1, 1L), (report.Lives, report.Signals, report.Outcomes["actioned_upheld"]));
    }

    [Fact]
    public void Rungs_are_told_in_the_order_of_the_ladder_whoever_reached_them_first()
    {
        var fold = new BacktestFold(Question, new OutcomeBook());
        foreach (var entry in PlayedLives.Log(PolicyTool.Minors, 0, "live-1"))
            fold.Apply(entry.Signal, entry.At);
        fold.Finish();

        Assert.Equal(["report", "throttle"], BacktestReport.Of(Question, Totals(fold), Hour, 1).Candidate.Totals.Rungs.Keys);
    }

    private static BacktestTotals Totals(BacktestFold fold)
    {
        var totals = new BacktestTotals();
        fold.AddTo(totals);
        return totals;
    }

    private static string Report(BacktestFold fold)
    {
        fold.Finish();
        return System.Text.Json.JsonSerializer.Serialize(BacktestReport.Of(Question, Totals(fold), Hour, 1)) + string.Join('\n', BacktestReport.Csv(Totals(fold)));
    }
}
