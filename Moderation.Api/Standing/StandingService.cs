using Moderation.Api.Projections;
using Moderation.Core.Subjects;
using Npgsql;

namespace Moderation.Api.Standing;

/// <summary>Computes the standing of whoever was marked, some moments after the projection has news.</summary>
internal sealed class StandingService(
    StandingReader reader, StandingStore store, ProjectionNews news, TimeProvider time, ILogger<StandingService> log) : BackgroundService
{
    private const int MostAtOnce = 200;

    // A burst of gifts is one computation, not one for each batch.
    private static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(300);

    // Another process may have written the marks.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = news.Next;
            try
            {
                await ComputeDueAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.StandingInterrupted(e.Message, e is NpgsqlException ? null : e);
            }

            await Task.WhenAny(next, Task.Delay(LookAgain, time, stoppingToken));
            await Task.Delay(Debounce, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Computes until no mark is left.</summary>
    /// <returns>How many records were new.</returns>
    public async Task<int> ComputeDueAsync(CancellationToken token)
    {
        await store.MarkChangingAsync(time.GetUtcNow(), MostAtOnce, token);
        var changed = 0;
        for (var after = ""; ;)
        {
            var due = await store.DueAsync(after, MostAtOnce, token);
            foreach (var mark in due)
                changed += await ComputeAsync(mark, token) ? 1 : 0;
            // Round and round in the order of users, so that one that is marked all the time keeps no other waiting.
            if (due.Count == 0 && after.Length == 0)
                break;
            after = due.Count < MostAtOnce ? "" : due[^1].UserId;
        }

        if (changed > 0)
            log.StandingComputed(changed);
        return changed;
    }

    private async Task<bool> ComputeAsync(StandingDueRow mark, CancellationToken token)
    {
        var computed = await reader.ReadAsync(UserId.Parse(mark.UserId), time.GetUtcNow(), token);
        return await store.WriteAsync(computed, mark, token);
    }
}
