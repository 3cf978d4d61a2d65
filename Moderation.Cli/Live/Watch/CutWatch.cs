using System.Collections.Concurrent;
using System.Threading.Channels;
using Confluent.Kafka;
using Moderation.Cli.Demo.Watch;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Live.Watch;

/// <summary>Takes the orders to cut, each once, and what is said of them, out of what the service orders.</summary>
internal sealed class CutWatch
{
    private readonly Channel<Seen<ActionRecord>> _cuts = Channel.CreateUnbounded<Seen<ActionRecord>>();
    private readonly ConcurrentDictionary<ActionId, TaskCompletionSource<ActionReceiptRecord>> _answers = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public IAsyncEnumerable<Seen<ActionRecord>> CutsAsync(CancellationToken stop) => _cuts.Reader.ReadAllAsync(stop);

    /// <summary>The first receipt of an order.</summary>
    public Task<ActionReceiptRecord> AnswerAsync(ActionId order) => Answer(order).Task;

    public void Take(ConsumeResult<string?, byte[]> result, DateTimeOffset now)
    {
        // one that cannot be read is complained about by whoever tallies
        if (result.Topic == TopicNames.ActionReceipts)
        {
            if (RecordReader.Read(result.Message.Value ?? [], WireJson.Default.ActionReceiptRecord).Record is { } receipt)
                Answer(receipt.ActionId).TrySetResult(receipt);
        }
        else if (RecordReader.Read(result.Message.Value ?? [], WireJson.Default.ActionRecord).Record is { Kind: ActionKind.CutLive, Reverses: null } cut && _known.Add(cut.ActionId.Value))
            _cuts.Writer.TryWrite(new Seen<ActionRecord>(cut, now));
    }

    private TaskCompletionSource<ActionReceiptRecord> Answer(ActionId order) =>
        _answers.GetOrAdd(order, _ => new TaskCompletionSource<ActionReceiptRecord>(TaskCreationOptions.RunContinuationsAsynchronously));
}
