using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Options;
using Moderation.Api.Projections;
using Moderation.Core.Wire;

namespace Moderation.Api.Publication;

/// <summary>Writes records to the broker while a request waits, without the database: for what must work when that is away.</summary>
internal sealed class BrokerWriter(IOptions<KafkaOptions> kafka, IOptions<PublicationOptions> options, ILogger<BrokerWriter> log) : IDisposable
{
    private readonly Lazy<IProducer<byte[], byte[]>> _producer = new(() =>
    {
        var settings = KafkaClients.Producer(kafka.Value, options.Value.DirectWait);
        // An idempotent producer that meets a fatal error writes nothing more until the process is restarted. What is written here is one however often it
        // stands there, so the plain one, which has no such error, is the safer.
        settings.EnableIdempotence = false;
        settings.Acks = Acks.All;
        // Where every client puts a key, whatever language it is written in.
        settings.Partitioner = Partitioner.Murmur2Random;
        settings.LingerMs = 1;
        return new ProducerBuilder<byte[], byte[]>(settings)
            .SetLogHandler((_, message) => log.ClientMessage(message.Facility, message.Message))
            .SetErrorHandler((_, error) => log.ClientError(error.Code, error.Reason))
            .Build();
    });

    /// <summary>Writes records and waits until all replicas that must have them do.</summary>
    /// <exception cref="BrokerAwayException">Not all of them were taken in time; some may be.</exception>
    public async Task WriteAsync(string topic, IReadOnlyCollection<(string Key, byte[] Value)> records, CancellationToken token)
    {
        try
        {
            await Task.WhenAll(records.Select(record => _producer.Value.ProduceAsync(
                topic, new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(record.Key), Value = record.Value }, token)));
        }
        catch (KafkaException e)
        {
            log.WriteRefused(records.Count, topic, e.Error.Reason);
            throw new BrokerAwayException(topic, e);
        }
    }

    /// <summary>Writes one record to a partition as it is, headers included, and waits as for the others.</summary>
    /// <exception cref="BrokerAwayException">It was not taken in time; it may be there.</exception>
    public async Task WriteAsync(TopicPartition place, Message<byte[]?, byte[]?> message, CancellationToken token)
    {
        try
        {
            // The broker dates it anew: topics drop records by their time.
            await _producer.Value.ProduceAsync(place, new Message<byte[], byte[]> { Key = message.Key!, Value = message.Value!, Headers = message.Headers }, token);
        }
        catch (KafkaException e)
        {
            log.WriteRefused(1, place.Topic, e.Error.Reason);
            throw new BrokerAwayException(place.Topic, e);
        }
    }

    public void Dispose()
    {
        if (_producer.IsValueCreated)
            _producer.Value.Dispose();
    }
}

/// <summary>The broker did not take a record while a request waited.</summary>
internal sealed class BrokerAwayException(string topic, KafkaException cause) : Exception($"{topic}: {cause.Error.Reason}", cause);
