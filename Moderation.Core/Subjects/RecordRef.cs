using System.Text.Json.Serialization;

namespace Moderation.Core.Subjects;

/// <summary>Where one Kafka record lies. Signals cite frames by it; pixels themselves are never copied into another record.</summary>
/// <param name="Topic">Topic name.</param>
/// <param name="Partition">Partition, from 0.</param>
/// <param name="Offset">Offset in the partition, from 0.</param>
[method: JsonConstructor]
public readonly record struct RecordRef(string Topic, int Partition, long Offset)
{
    /// <summary>The reference as <c>topic/partition@offset</c>.</summary>
    public override string ToString() => $"{Topic}/{Partition}@{Offset}";
}
