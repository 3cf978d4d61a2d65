using Confluent.Kafka;
using Moderation.Core.Evidence.Vault;
using Moderation.Core.Wire;
using Moderation.Worker.Hosting;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Evidence;

/// <summary>Captures the evidence of reports, one after the other. A report is finished when the vault has it on its disk.</summary>
internal sealed class EvidenceWork(EvidenceIntake intake, EvidenceCapture capture, DeadLetterPublisher deadLetters, FailureStreak failures, TimeProvider time, ILogger<EvidenceWork> log)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>Works until it is told to stop; what it did not finish is delivered again.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await foreach (var report in intake.Waiting.ReadAllAsync(stopping))
                await FinishAsync(report, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            while (intake.Waiting.TryRead(out var left))
                left.Record.Abandon();
        }
    }

    private async Task FinishAsync(ReportInHand hand, CancellationToken stopping)
    {
        while (!hand.Record.Partition.Closed && !stopping.IsCancellationRequested)
        {
            try
            {
                var outcome = await capture.CaptureAsync(hand.Report, stopping);
                failures.Clear();
                log.Captured(hand.Report.ReportId.Value, outcome.CaseId.Value, outcome.Fate, outcome.Kept, outcome.Gone);
                hand.Record.Release();
                return;
            }
            catch (MasterKeyMissingException e)
            {
                // The set-up is wrong, and not the file: whoever starts this again with the key loses nothing.
                log.VaultFails(hand.Report.ReportId.Value, e.Message);
                failures.Add("a master key of the evidence vault is missing", e);
            }
            catch (VaultSealException e)
            {
                // It will not open the next time either, and must not keep the evidence of other cases waiting.
                log.CaseLocked(hand.Report.ReportId.Value, e.Message);
                deadLetters.Publish(hand.Record, EvidenceIntake.Stage, DeadLetterReason.InvalidRecord, $"no evidence was stored: {e.Message}");
                hand.Record.Release();
                return;
            }
            catch (KafkaException e)
            {
                log.CitedUnreadable(hand.Report.ReportId.Value, e.Error.Code, e.Error.Reason);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                log.VaultFails(hand.Report.ReportId.Value, e.Message);
                failures.Add("the evidence vault cannot be written", e);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }

            await Task.Delay(RetryDelay, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        hand.Record.Abandon();
    }
}
