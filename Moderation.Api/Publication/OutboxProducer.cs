using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Options;
using Moderation.Api.Projections;
using Moderation.Core.Wire;

namespace Moderation.Api.Publication;

/// <summary>Sends what waits in the outbox.</summary>
internal sealed class OutboxProducer(Outbox outbox, IOptions<KafkaOptions> kafka, IOptions<ProjectionOptions> options, ILogger<OutboxProducer> log)
    : IDisposable
{
    private const int MostAtOnce = 500;

    private readonly Lazy<IProducer<byte[], byte[]>> _producer = new(() =>
    {
        var settings = KafkaClients.Producer(kafka.Value, options.Value.DeadLetterWait);
        // Where every client puts a key, whatever language it is written in.
        settings.Partitioner = Partitioner.Murmur2Random;
        settings.LingerMs = 1;
        return new ProducerBuilder<byte[], byte[]>(settings)
            .SetLogHandler((_, message) => log.ClientMessage(message.Facility, message.Message))
            .SetErrorHandler((_, error) => log.ClientError(error.Code, error.Reason))
            .Build();
    });

    /// <summary>Sends everything that waits.</summary>
    /// <returns>How many records the broker has taken.</returns>
    /// <exception cref="KafkaException">The broker did not take all of them. None of that batch is removed, so that the next try sends it whole and in order.</exception>
    public async Task<int> SendAsync(CancellationToken token)
    {
        for (var sent = 0; ;)
        {
            var rows = await outbox.WaitingAsync(MostAtOnce, token);
            await Task.WhenAll(rows.Select(row => _producer.Value.ProduceAsync(
                row.Topic, new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(row.Key), Value = Encoding.UTF8.GetBytes(row.Value) }, token)));
            if (rows.Count > 0)
                await outbox.RemoveAsync(rows, token);
            sent += rows.Count;
            if (rows.Count < MostAtOnce)
                return sent;
        }
    }

    public void Dispose()
    {
        if (_producer.IsValueCreated)
            _producer.Value.Dispose();
    }
}
