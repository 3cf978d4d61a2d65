using Confluent.Kafka;

namespace Moderation.Api.Projections;

/// <summary>The database is behind where this process left it, so the partitions must be read again from where it stands.</summary>
internal sealed class OffsetsMovedBackException(TopicPartition partition, long expected, long stored)
    : Exception($"{partition} was at {expected} and is at {stored} in the database");
