using Moderation.Core.Evidence.Vault;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Vault;
using Npgsql;

namespace Moderation.Api.Evidence.Vault;

/// <summary>Destroys evidence whose time is over, and finishes erasures that a crash interrupted.</summary>
internal sealed class VaultSweeper(VaultReader vault, EvidenceDesk desk, KeyCensus census, VaultOptions options, TimeProvider time, ILogger<VaultSweeper> log) : BackgroundService
{
    /// <summary>Who it is in the audit log.</summary>
    public const string Actor = "retention";

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        var (counts, current) = (census.Require(), census.Keys.Master.CurrentId);
        if (counts.Master.Where(count => count.Key != current).Sum(count => count.Value) is > 0 and var under)
            log.CasesUnderOtherKeys(under, current);
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var caseId in vault.Cases())
                    await LookAtAsync(caseId, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or IOException or UnauthorizedAccessException)
            {
                // What is over stays over: the next round finds it again.
                log.SweepInterrupted(e.Message);
            }

            await Task.Delay(options.SweepInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAtAsync(CaseId caseId, CancellationToken token)
    {
        CaseStanding standing;
        try
        {
            standing = vault.StandingOf(caseId);
        }
        catch (VaultSealException e)
        {
            // A person has to look: without its key's file nothing says for how long the case is kept.
            log.CaseUnreadable(caseId.Value, e.Message);
            return;
        }

        // A case that was erased has no folder, or a hold's alone.
        if (standing.Erased is { } receipt && (standing.Key is not null || !receipt.IsPreserved))
            await desk.EraseAsync(caseId, receipt.Actor, receipt.Reason, token);
        else if (standing is { Erased: null, Key: { } key } && options.KeepFor(key.Purpose) is { } keep && key.Since + keep <= time.GetUtcNow())
            await desk.EraseAsync(caseId, Actor, $"kept for {WireWord.From(key.Purpose)} since {key.Since:u}, which is over after {keep.TotalDays:0.##} days", token);
    }
}
