using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Microsoft.Extensions.Options;
using Moderation.Api.Projections;
using Moderation.Core.Wire;

namespace Moderation.Api.Enforcement.Gifts;

/// <summary>Writes holds to their topic. Connects at the start, so that the first hold does not pay for it.</summary>
internal sealed class GiftHoldProducer(IOptions<KafkaOptions> kafka, IOptions<GiftOptions> options, ILogger<GiftHoldProducer> log) : IHostedService, IDisposable
{
    private IProducer<byte[], byte[]>? _producer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var settings = KafkaClients.Producer(kafka.Value, options.Value.HoldWait);
        // Where every client puts a key, whatever language it is written in.
        settings.Partitioner = Partitioner.Murmur2Random;
        // The platform waits for each of them.
        settings.LingerMs = 0;
        _producer = new ProducerBuilder<byte[], byte[]>(settings)
            .SetLogHandler((_, message) => log.ClientMessage(message.Facility, message.Message))
            .SetErrorHandler((_, error) => log.ClientError(error.Code, error.Reason))
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Writes one hold.</summary>
    /// <returns>Whether the broker has acknowledged it in time. One that was not acknowledged may still have been written.</returns>
    public async Task<bool> TryWriteAsync(GiftHoldRecord hold)
    {
        var message = new Message<byte[], byte[]>
        {
            Key = Encoding.ASCII.GetBytes(hold.LiveId.Value), Value = JsonSerializer.SerializeToUtf8Bytes(hold, WireJson.Default.GiftHoldRecord),
        };
        try
        {
            await (_producer ?? throw new InvalidOperationException("the producer of holds was not started")).ProduceAsync(TopicNames.GiftHolds, message);
            return true;
        }
        catch (KafkaException e)
        {
            log.HoldNotWritten(hold.GiftId, hold.LiveId.Value, e.Error.Reason);
            return false;
        }
    }

    public void Dispose() => _producer?.Dispose();
}
