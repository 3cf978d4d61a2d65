using System.Globalization;
using System.Text;
using System.Text.Json;
using Moderation.Core.Wire;
using Moderation.Worker.Kafka;

namespace Moderation.Worker.Enforcement.Edges;

/// <summary>Publishes orders for platforms that read Kafka. Takes every kind, and is always there: the topic is the record of what was released.</summary>
internal sealed class KafkaEdge(IRecordPublisher publisher) : IOrderEdge
{
    /// <summary>Header that says which attempt this is, from 1.</summary>
    public const string AttemptHeader = "attempt";

    public string Name => "kafka";

    public int Lanes => 0;

    public string Describes => TopicNames.Actions;

    public bool Takes(ActionKind kind) => true;

    public Task<EdgeAnswer> SendAsync(EdgeSending sending, CancellationToken stop)
    {
        var delivered = new TaskCompletionSource<EdgeAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        var attempt = Encoding.ASCII.GetBytes(sending.Attempt.ToString(CultureInfo.InvariantCulture));
        publisher.Send(
            new OutgoingRecord(
                TopicNames.Actions,
                Encoding.UTF8.GetBytes(sending.Order.LiveId.Value),
                JsonSerializer.SerializeToUtf8Bytes(sending.Order, WireJson.Default.ActionRecord),
                sending.TraceParent,
                Headers: [new(AttemptHeader, attempt)]),
            _ => delivered.SetResult(new EdgeAnswer.Delivered()));
        return delivered.Task;
    }
}
