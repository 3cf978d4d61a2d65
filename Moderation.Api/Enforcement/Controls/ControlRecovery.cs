using System.Text.Json;
using Moderation.Api.Enforcement.State;
using Moderation.Api.Publication;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Api.Enforcement.Controls;

/// <summary>Tells a broker that forgot them which switches hold: what was switched off must not come back on because a cluster was replaced. Looks once, at the start.</summary>
/// <remarks>Only what the topic knows nothing of is written again. An older switch behind a newer one would outlive it there, since the topic keeps what was written last.</remarks>
internal sealed class ControlRecovery(EnforcementView view, ControlStore store, BrokerWriter broker, TimeProvider time, ILogger<ControlRecovery> log) : BackgroundService
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await view.CaughtUp.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RecoverAsync(stoppingToken);
                return;
            }
            catch (Exception e) when (e is NpgsqlException or BrokerAwayException)
            {
                log.RecoveryAwaited(e.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(RetryDelay, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RecoverAsync(CancellationToken token)
    {
        var lost = (await store.HoldingAsync(token)).Select(row => row.ToRecord()).Where(control => !view.Knows(control.ToKey())).ToList();
        if (lost.Count == 0)
            return;
        await broker.WriteAsync(
            TopicNames.Controls, [.. lost.Select(control => (control.ToKey(), JsonSerializer.SerializeToUtf8Bytes(control, WireJson.Default.ControlRecord)))], token);
        foreach (var control in lost)
            log.ControlToldAgain(control.ToKey(), control.Mode, control.At);
    }
}
