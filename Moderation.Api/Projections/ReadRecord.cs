using System.Security.Cryptography;
using Confluent.Kafka;

namespace Moderation.Api.Projections;

/// <summary>One record as it came from Kafka.</summary>
internal sealed record ReadRecord(TopicPartitionOffset Position, byte[]? Key, byte[]? Value)
{
    /// <summary>Lower-case hexadecimal SHA-256 of the value; of nothing when it is a tombstone.</summary>
    public string Sha256() => Convert.ToHexStringLower(SHA256.HashData(Value ?? []));
}
