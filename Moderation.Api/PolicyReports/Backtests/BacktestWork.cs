using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Microsoft.Extensions.Options;
using Moderation.Api.Policies;
using Moderation.Core.Policies;
using Moderation.Core.PolicyReports.Backtests;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.PolicyReports.Backtests;

/// <summary>The work of one backtest: the verdicts out of the tables, then the log from end to end, partition by partition, on one thread.</summary>
internal sealed class BacktestWork(
    OpenSignalLog open, DeciderRulesReader rules, OutcomeStore outcomes, IOptions<BacktestOptions> options, TimeProvider time)
{
    private const int Threads = 1;

    private static readonly TimeSpan BrokerRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookAtLiveTime = TimeSpan.FromSeconds(1);

    private readonly BacktestOptions _options = options.Value;

    /// <summary>Does it.</summary>
    /// <exception cref="BacktestFailedException">It cannot be done; the message says why.</exception>
    public async Task<BacktestAnswer> AnswerAsync(ClaimedBacktest backtest, BacktestProgress progress, CancellationToken stop)
    {
        var question = Question(backtest);
        var book = new OutcomeBook();
        foreach (var said in await outcomes.VerdictsAsync(backtest.PolicyName, stop))
            book.Take(said.ReportId, WireWord.Parse<VerdictKind>(said.Kind), said.GivenAt);
        // What reviewers said of cases that backtests opened: no report has their word.
        foreach (var said in await outcomes.TriedAsync(backtest.PolicyName, stop))
            book.Take(said.Key, said.Verdict, said.ClosedAt);
        return await LowPriorityThread.RunAsync("backtest", () => Answer(question, book, progress, stop));
    }

    private BacktestQuestion Question(ClaimedBacktest backtest)
    {
        try
        {
            return new BacktestQuestion
            {
                Rules = rules.Read(),
                Candidate = SheetCompiler.FromJson(backtest.CandidateSheet),
                Against = backtest.AgainstSheet is { } against ? SheetCompiler.FromJson(against) : null,
                From = backtest.EventFrom ?? DateTimeOffset.MinValue,
                To = backtest.EventTo ?? DateTimeOffset.MaxValue,
            };
        }
        catch (SheetException e)
        {
            throw new BacktestFailedException($"A sheet that was stored does not compile any more: {string.Join("; ", e.Faults)}.", e);
        }
        catch (FormatException e)
        {
            throw new BacktestFailedException($"What the deciders decide by cannot be read here: {e.Message}.", e);
        }
    }

    private BacktestAnswer Answer(BacktestQuestion question, OutcomeBook book, BacktestProgress progress, CancellationToken stop)
    {
        using var log = open();
        var parts = Locate(log, question.From, stop);
        var begun = time.GetTimestamp();
        progress.SignalsTotal = parts.Sum(part => part.Count);
        var totals = new BacktestTotals();
        try
        {
            foreach (var part in parts)
                Fold(question, book, totals, log, part, progress, stop);
        }
        catch (KafkaException e)
        {
            throw new BacktestFailedException($"The log of signals cannot be read: {e.Error.Reason}.", e);
        }

        var took = time.GetElapsedTime(begun);
        var report = BacktestReport.Of(question, totals, took > TimeSpan.Zero ? took : TimeSpan.FromTicks(1), Threads);
        var csv = new StringBuilder();
        foreach (var line in BacktestReport.Csv(totals))
            csv.Append(line).Append('\n');
        var unreported = UnreportedSubject.Of(question, totals, _options.KeptSubjects);
        return new BacktestAnswer(
            JsonSerializer.Serialize(report, JsonSerializerOptions.Web), csv.ToString(),
            unreported is { } kept ? JsonSerializer.Serialize(kept.Gravest, JsonSerializerOptions.Web) : null, unreported?.Count);
    }

    /// <summary>Waits for a broker that is away: it may be coming up together with this process.</summary>
    private IReadOnlyList<LogPart> Locate(ISignalLog log, DateTimeOffset from, CancellationToken stop)
    {
        var begun = time.GetTimestamp();
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                return log.Locate(from == DateTimeOffset.MinValue ? null : from);
            }
            catch (KafkaException e) when (time.GetElapsedTime(begun) >= _options.BrokerWait)
            {
                throw new BacktestFailedException($"The broker has not answered for {_options.BrokerWait.TotalSeconds:0} s: {e.Error.Reason}.", e);
            }
            catch (KafkaException)
            {
                stop.WaitHandle.WaitOne(BrokerRetry);
            }
        }
    }

    private void Fold(BacktestQuestion question, OutcomeBook book, BacktestTotals totals, ISignalLog log, LogPart part, BacktestProgress progress, CancellationToken stop)
    {
        var fold = new BacktestFold(question, book, _options.ForgetAfter);
        var (before, next) = (progress.SignalsRead, part.From);
        var looked = time.GetTimestamp();
        foreach (var result in log.Read(part, _options.BrokerWait, stop))
        {
            Apply(fold, result);
            progress.SignalsGone += result.Offset.Value - next;
            next = result.Offset.Value + 1;
            progress.SignalsRead = before + next - part.From;
            Bound(fold, totals);
            if (time.GetElapsedTime(looked) < LookAtLiveTime)
                continue;
            progress.LiveTime = totals.LiveTime + fold.LiveTime;
            looked = time.GetTimestamp();
        }

        progress.SignalsGone += part.To - next;
        progress.SignalsRead = before + part.Count;
        fold.Finish();
        Bound(fold, totals);
        // a report's verdicts lie in its own live's log, so in this partition; those of the tables are known already
        fold.AddTo(totals);
        progress.LiveTime = totals.LiveTime;
    }

    private static void Apply(BacktestFold fold, ConsumeResult<Ignore, byte[]?> result)
    {
        if (result.Message.Value is not { } value || RecordReader.Read(value, WireJson.Default.SignalRecord).Record is not { } signal)
            return;
        var written = result.Message.Timestamp;
        fold.Apply(
            signal,
            new RecordRef(result.Topic, result.Partition.Value, result.Offset.Value),
            written.Type == TimestampType.NotAvailable ? null : new DateTimeOffset(written.UtcDateTime));
    }

    private void Bound(BacktestFold fold, BacktestTotals totals)
    {
        if (fold.LiveCount > _options.MaxLives)
            throw new BacktestFailedException($"More than {_options.MaxLives} lives ran at once in one partition, more than may be held in memory (Backtests:MaxLives). Give a shorter time, from and to.");
        if (totals.SubjectCount + fold.WaitingSubjectCount > _options.MaxSubjects)
            throw new BacktestFailedException($"More than {_options.MaxSubjects} subjects are hit, more than are kept (Backtests:MaxSubjects). Give a shorter time, from and to.");
    }
}
