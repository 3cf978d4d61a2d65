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
    public async Task FollowAsync(IReadOnlyCollection<string> topics, ITopicListener listener, CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            try
            {
                await Task.Factory.StartNew(() => Run(topics, listener, token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }
            catch (KafkaException e)
            {
                listener.Interrupted(e.Error.Reason);
                log.FollowingInterrupted(string.Join(", ", topics), e.Error.Reason);
            }

            await Task.Delay(RetryDelay, time, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Run(IReadOnlyCollection<string> topics, ITopicListener listener, CancellationToken token)
    {
        using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(KafkaClients.Follower(kafka.Value))
            .SetErrorHandler((_, error) => Noticed(error, listener))
            .SetLogHandler((_, message) => log.ClientMessage(message.Facility, message.Message))
            .Build();
        var unread = Partitions(consumer, topics, token);
        consumer.Assign(unread.Select(partition => new TopicPartitionOffset(partition, Offset.Beginning)));
        while (!token.IsCancellationRequested)
        {
            if (consumer.Consume(PollWait) is not { } result)
                continue;
            listener.Interrupted(null);
            if (!result.IsPartitionEOF)
                listener.Take(result, unread.Contains(result.TopicPartition));
            else if (unread.Remove(result.TopicPartition) && unread.Count == 0)
                listener.CaughtUp();
        }
    }

    private void Noticed(Error error, ITopicListener listener)
    {
        log.ClientError(error.Code, error.Reason);
        if (error.Code == ErrorCode.Local_AllBrokersDown)
            listener.Interrupted(error.Reason);
    }

    private static HashSet<TopicPartition> Partitions(IConsumer<byte[]?, byte[]?> consumer, IReadOnlyCollection<string> topics, CancellationToken token)
    {
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var partitions = new HashSet<TopicPartition>();
        foreach (var topic in topics)
        {
            var found = KafkaClients.Ask(wait => admin.GetMetadata(topic, wait), BrokerWait, token).Topics.Find(known => known.Topic == topic);
            if (found is not { Error.IsError: false, Partitions.Count: > 0 })
                throw new KafkaException(new Error(ErrorCode.UnknownTopicOrPart, $"there is no topic {topic} yet"));
            partitions.UnionWith(found.Partitions.Select(partition => new TopicPartition(topic, partition.PartitionId)));
        }

        return partitions;
    }
}

/// <summary>Whoever is told what lies in topics. Told by one thread at a time, but for interruptions.</summary>
internal interface ITopicListener
{
    /// <summary>Takes a record, in order per partition.</summary>
    /// <param name="result">The record.</param>
    /// <param name="isOld">Whether it lay there when the reading began, so that it may be of any age.</param>
    void Take(ConsumeResult<byte[]?, byte[]?> result, bool isOld);

    /// <summary>Everything was taken that lay there when the reading began.</summary>
    void CaughtUp();

    /// <summary>Says why nothing can be read, and null when something can again.</summary>
    void Interrupted(string? reason);
}
