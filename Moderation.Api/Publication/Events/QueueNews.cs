using Moderation.Api.Review.Cases;
using Moderation.Core.Review;
using Npgsql;

namespace Moderation.Api.Publication.Events;

/// <summary>Tells readers how queues stand: at most once a second when cases changed, and now and then without that, because claims and deadlines end by themselves. Counts only while somebody reads.</summary>
internal sealed class QueueNews(EventLog events, EventReaders readers, QueueCounts counts, QueueBook queues, TimeProvider time, ILogger<QueueNews> log) : BackgroundService
{
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromSeconds(10);

    private Dictionary<string, ChangeEvent> _told = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var counted = time.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            var place = events.Find(null)!.Value;
            await Task.Delay(AtMostEvery, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var isDue = time.GetElapsedTime(counted) >= AtLeastEvery;
            if (readers.Count == 0 || !events.IsOpen || (!isDue && !CasesChangedSince(place)))
                continue;
            counted = time.GetTimestamp();
            await CountAsync(stoppingToken);
        }
    }

    private bool CasesChangedSince(EventPlace place)
    {
        var batch = events.Read(place, int.MaxValue);
        return batch.IsGone || batch.Events.Any(entry => entry.Change?.CaseId is not null);
    }

    private async Task CountAsync(CancellationToken token)
    {
        try
        {
            var rows = await counts.ReadAsync(token);
            var now = queues.Queues.Select(rule => Of(rule.Name, rows[rule.Name])).ToDictionary(queue => queue.Queue!);
            foreach (var queue in now.Values.Where(queue => queue != _told.GetValueOrDefault(queue.Queue!)))
                events.AddPassing(queue);
            _told = now;
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException && token.IsCancellationRequested)
        {
            // The service stops.
        }
        catch (Exception e)
        {
            log.QueuesNotCounted(e.Message, e is NpgsqlException ? null : e);
        }
    }

    private static ChangeEvent Of(string queue, QueueCountRow count) => new()
    {
        Kind = EventKinds.QueueCounted, Queue = queue, Open = count.Open, Claimed = count.Claimed, Overdue = count.Overdue, Forced = count.Forced,
    };
}
