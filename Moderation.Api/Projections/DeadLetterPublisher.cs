using System.Text.Json;
using Confluent.Kafka;
using Microsoft.Extensions.Options;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Api.Projections;

/// <summary>Publishes faults out of their table. A broker that takes no dead letters never stops the projection; what it did not take is tried again.</summary>
internal sealed class DeadLetterPublisher(
    FaultStore faults,
    IOptions<KafkaOptions> kafka,
    IOptions<ProjectionOptions> options,
    ProjectionMetrics metrics,
    TimeProvider time,
    ILogger<DeadLetterPublisher> log) : IDisposable
{
    private const int MostAtOnce = 500;

    private readonly Lazy<IProducer<byte[]?, byte[]>> _producer = new(() =>
        new ProducerBuilder<byte[]?, byte[]>(KafkaClients.Producer(kafka.Value, options.Value.DeadLetterWait))
            .SetLogHandler((_, message) => log.ClientMessage(message.Facility, message.Message))
            .SetErrorHandler((_, error) => log.ClientError(error.Code, error.Reason))
            .Build());

    /// <summary>Publishes what is unpublished.</summary>
    /// <returns>Whether nothing is left.</returns>
    public async Task<bool> PublishAsync(string cluster, CancellationToken token)
    {
        while (true)
        {
            var rows = await faults.UnpublishedAsync(cluster, MostAtOnce, token);
            foreach (var row in rows)
            {
                if (!await TryPublishAsync(row, token))
                    return false;
                await faults.MarkPublishedAsync(cluster, row, time.GetUtcNow(), token);
            }

            if (rows.Count < MostAtOnce)
                return true;
        }
    }

    public void Dispose()
    {
        if (_producer.IsValueCreated)
            _producer.Value.Dispose();
    }

    private async Task<bool> TryPublishAsync(FaultRow row, CancellationToken token)
    {
        try
        {
            var value = JsonSerializer.SerializeToUtf8Bytes(Letter(row), WireJson.Default.DeadLetterRecord);
            await _producer.Value.ProduceAsync(
                TopicNames.DeadLetters, new Message<byte[]?, byte[]> { Key = row.RecordKey, Value = value }, token);
            return true;
        }
        catch (KafkaException e)
        {
            metrics.DeadLetterFailed();
            log.DeadLetterFailed(row.Topic, row.Partition, row.RecordOffset, e.Error.Reason);
            return false;
        }
    }

    private static DeadLetterRecord Letter(FaultRow row) => new()
    {
        V = WireVersion.Current,
        Source = new RecordRef(row.Topic, row.Partition, row.RecordOffset),
        Stage = "projection",
        Reason = WireWord.Parse<DeadLetterReason>(row.Reason),
        Detail = row.Detail,
        Sha256 = row.Sha256,
        ByteCount = row.ByteCount,
        At = row.FoundAt,
    };
}
