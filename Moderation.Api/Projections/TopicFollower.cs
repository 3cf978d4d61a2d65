using Confluent.Kafka;
using Microsoft.Extensions.Options;
using Moderation.Core.Wire;

namespace Moderation.Api.Projections;

/// <summary>Reads topics whole and goes on reading them, for what this process keeps in memory alone. Belongs to no group, commits nothing and needs no database; whatever breaks, it begins again.</summary>
internal sealed class TopicFollower(IOptions<KafkaOptions> kafka, TimeProvider time, ILogger<TopicFollower> log)
{
    private static readonly TimeSpan PollWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BrokerWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>Follows until it is stopped.</summary>
    /// <param name="topics">The topics.</param>
    /// <param name="take">Takes each record, in order per partition. The flag says that the record lay there when this began, so that it may be old. Called by one thread at a time.</param>
    /// <param name="interrupted">Told why nothing can be read, and null when something can again.</param>
    /// <param name="token">Stops it.</param>
    public async Task FollowAsync(
        IReadOnlyCollection<string> topics, Action<ConsumeResult<byte[]?, byte[]?>, bool> take, Action<string?> interrupted, CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            try
            {
                await Task.Factory.StartNew(() => Run(topics, take, interrupted, token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }
            catch (KafkaException e)
            {
                interrupted(e.Error.Reason);
                log.FollowingInterrupted(string.Join(", ", topics), e.Error.Reason);
            }

            await Task.Delay(RetryDelay, time, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Run(IReadOnlyCollection<string> topics, Action<ConsumeResult<byte[]?, byte[]?>, bool> take, Action<string?> interrupted, CancellationToken token)
    {
        using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(KafkaClients.Follower(kafka.Value))
            .SetErrorHandler((_, error) => Noticed(error, interrupted))
            .SetLogHandler((_, message) => log.ClientMessage(message.Facility, message.Message))
            .Build();
        var unread = Partitions(consumer, topics);
        consumer.Assign(unread.Select(partition => new TopicPartitionOffset(partition, Offset.Beginning)));
        while (!token.IsCancellationRequested)
        {
            if (consumer.Consume(PollWait) is not { } result)
                continue;
            interrupted(null);
            if (result.IsPartitionEOF)
                unread.Remove(result.TopicPartition);
            else
                take(result, unread.Contains(result.TopicPartition));
        }
    }

    private void Noticed(Error error, Action<string?> interrupted)
    {
        log.ClientError(error.Code, error.Reason);
        if (error.Code == ErrorCode.Local_AllBrokersDown)
            interrupted(error.Reason);
    }

    private static HashSet<TopicPartition> Partitions(IConsumer<byte[]?, byte[]?> consumer, IReadOnlyCollection<string> topics)
    {
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var partitions = new HashSet<TopicPartition>();
        foreach (var topic in topics)
        {
            var found = admin.GetMetadata(topic, BrokerWait).Topics.Find(known => known.Topic == topic);
            if (found is not { Error.IsError: false, Partitions.Count: > 0 })
                throw new KafkaException(new Error(ErrorCode.UnknownTopicOrPart, $"there is no topic {topic} yet"));
            partitions.UnionWith(found.Partitions.Select(partition => new TopicPartition(topic, partition.PartitionId)));
        }

        return partitions;
    }
}
