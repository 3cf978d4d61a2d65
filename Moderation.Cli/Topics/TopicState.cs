namespace Moderation.Cli.Topics;

/// <summary>One topic as a cluster has it.</summary>
/// <param name="Name">Topic name.</param>
/// <param name="Partitions">Partition count.</param>
/// <param name="Settings">Settings in force, by Kafka's own names.</param>
internal sealed record TopicState(string Name, int Partitions, IReadOnlyDictionary<string, string> Settings);
