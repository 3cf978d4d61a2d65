using System.Text;
using System.Text.Json;
using Moderation.Core.Wire;

namespace Moderation.Tests.Support;

/// <summary>The sheets that ship, on their way to the deciders over a broker.</summary>
internal static class PublishedSheets
{
    /// <summary>Tells the deciders of all of them, as the Api would.</summary>
    public static async Task SendAsync(KafkaFixture kafka)
    {
        foreach (var name in ShippedSheets.Names)
        {
            var record = TestPolicies.Record(ShippedSheets.Text(name));
            await kafka.SendAsync(TopicNames.Policies, Encoding.UTF8.GetBytes(name), JsonSerializer.SerializeToUtf8Bytes(record, WireJson.Default.PolicyRecord));
        }
    }

    /// <summary>Waits until every partition's log says that every sheet decides. What comes after that in a log is decided by them.</summary>
    public static void WaitUntilInTheLog(KafkaFixture kafka)
    {
        var seen = new HashSet<(int Partition, string Policy)>();
        kafka.Read(
            TopicNames.Signals,
            ShippedSheets.Names.Count * kafka.Partitions(TopicNames.Signals).Count,
            entry => JsonSerializer.Deserialize(entry.Message.Value, WireJson.Default.SignalRecord) is PolicySignal marker && seen.Add((entry.Partition.Value, marker.Policy.Name)));
    }
}
