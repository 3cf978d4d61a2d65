using Confluent.Kafka;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Moderation.Api.Projections;

/// <summary>The loop from topics to tables. Whatever breaks, it goes on from what is in the database.</summary>
internal sealed class ProjectionConsumer(
    ProjectionSessions sessions,
    ProjectionWriter writer,
    DeadLetterPublisher deadLetters,
    ProjectionMetrics metrics,
    IOptions<ProjectionOptions> options,
    TimeProvider time,
    ILogger<ProjectionConsumer> log) : BackgroundService
{
    private static readonly TimeSpan DeadLetterRetry = TimeSpan.FromSeconds(30);

    private readonly ProjectionOptions _options = options.Value;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => RunAsync(stoppingToken), CancellationToken.None);

    private async Task RunAsync(CancellationToken token)
    {
        var delay = _options.RetryDelay;
        while (!token.IsCancellationRequested)
        {
            var joined = time.GetTimestamp();
            try
            {
                await RunSessionAsync(token);
            }
            catch (OperationCanceledException) when (token.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                var cause = Cause(e);
                sessions.Failed(cause);
                metrics.Failed(cause);
                log.SessionFailed(cause, e.Message, e is NpgsqlException or KafkaException or OffsetsMovedBackException ? null : e);
            }

            if (time.GetElapsedTime(joined) > _options.HoldWait + _options.RetryDelayMax)
                delay = _options.RetryDelay;
            await Task.Delay(delay, time, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            delay = Longer(delay);
        }
    }

    private async Task RunSessionAsync(CancellationToken token)
    {
        var cluster = await sessions.ClusterIdAsync();
        // Also tells whether the database answers: without it there is no point in joining the group.
        var lettersDone = await deadLetters.PublishAsync(cluster, token);
        var lettersTried = time.GetTimestamp();
        using var session = sessions.Join(cluster, writer.Topics);
        while (!token.IsCancellationRequested)
        {
            var batch = session.Gather();
            if (session.WasAssigned)
            {
                if (await sessions.ClusterIdAsync() != cluster)
                {
                    log.ClusterReplaced();
                    return;
                }

                session.WasAssigned = false;
            }

            if (batch.Count > 0)
            {
                var result = await WriteAsync(session, batch, token);
                session.Advance(result.Next);
                lettersDone &= result.FaultCount == 0;
                if (result.FaultCount > 0)
                    lettersTried = 0;
            }

            if (!lettersDone && time.GetElapsedTime(lettersTried) > DeadLetterRetry)
            {
                lettersDone = await deadLetters.PublishAsync(cluster, token);
                lettersTried = time.GetTimestamp();
            }
        }
    }

    /// <summary>Tries a batch again while the database is away for a moment. A commit whose answer was lost is recognised by the offsets.</summary>
    private async Task<WriteResult> WriteAsync(ProjectionSession session, IReadOnlyList<ReadRecord> batch, CancellationToken token)
    {
        var begun = time.GetTimestamp();
        var delay = _options.RetryDelay;
        while (true)
        {
            try
            {
                return await writer.WriteAsync(session.Cluster, batch, session.Expected, token);
            }
            catch (NpgsqlException e) when (time.GetElapsedTime(begun) < _options.HoldWait && !token.IsCancellationRequested)
            {
                metrics.Failed(Cause(e));
                log.BatchRetried(batch.Count, delay.TotalMilliseconds, e.Message);
            }

            await Task.Delay(delay, time, token);
            delay = Longer(delay);
        }
    }

    private TimeSpan Longer(TimeSpan delay) => delay * 2 < _options.RetryDelayMax ? delay * 2 : _options.RetryDelayMax;

    private static string Cause(Exception e) => e switch
    {
        NpgsqlException => "database",
        KafkaException => "kafka",
        OffsetsMovedBackException => "offsets_moved_back",
        _ => "other",
    };
}
