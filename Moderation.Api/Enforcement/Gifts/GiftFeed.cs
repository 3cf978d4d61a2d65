using Confluent.Kafka;
using Microsoft.Extensions.Options;
using Moderation.Core.Wire;

namespace Moderation.Api.Enforcement.Gifts;

/// <summary>Reads into memory what gifts are answered from, on a thread of its own. Every process reads all of it; whatever breaks, reading begins again.</summary>
internal sealed class GiftFeed(
    GiftFeedIntake intake, IOptions<KafkaOptions> kafka, IOptions<GiftOptions> options, GiftFeedState state, ILogger<GiftFeed> log) : BackgroundService
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Factory.StartNew(() => Run(stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    // Nothing here is awaited: what goes on after an await takes a thread from those that answer.
    private void Run(CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            try
            {
                using var session = new GiftFeedSession(kafka.Value, options.Value.ReadBack, log, token);
                Read(session, token);
            }
            catch (Exception e)
            {
                state.Failed(e.Message);
                log.FeedInterrupted(e.Message, e is KafkaException ? null : e);
            }

            // Gifts are asked about, and remembered, without a broker too.
            intake.Sweep();
            token.WaitHandle.WaitOne(RetryDelay);
        }
    }

    private void Read(GiftFeedSession session, CancellationToken token)
    {
        state.Began(session.Ends);
        intake.Begin();
        var isLoaded = false;
        while (!token.IsCancellationRequested)
        {
            if (session.Next() is { } record)
                intake.Take(record);
            if (session.IsAtEnd && !isLoaded)
            {
                intake.Load();
                isLoaded = true;
            }

            intake.Sweep();
        }
    }
}
