using System.Text;
using System.Text.Json;
using Moderation.Core.Wire;

namespace Moderation.Tests.Support;

/// <summary>Publishes sheets as the Api does, and waits until every partition of the log holds them.</summary>
internal static class PolicyTopic
{
    public static async Task PublishAsync(KafkaFixture kafka, params PolicyRecord[] policies)
    {
        foreach (var policy in policies)
            await kafka.SendAsync(TopicNames.Policies, Encoding.UTF8.GetBytes(policy.Name), JsonSerializer.SerializeToUtf8Bytes(policy, WireJson.Default.PolicyRecord));
    }

    public static async Task PublishAsync(KafkaFixture kafka, params string[] sheets) => await PublishAsync(kafka, [.. sheets.Select(sheet => TestPolicies.Record(sheet))]);

    /// <summary>Publishes sheets to a running decider; from then on they decide.</summary>
    public static async Task ActivateAsync(KafkaFixture kafka, params string[] sheets)
    {
        await PublishAsync(kafka, sheets);
        kafka.Read(TopicNames.Signals, sheets.Length * kafka.Partitions(TopicNames.Signals).Count, LogFold.IsMarker);
    }
}
