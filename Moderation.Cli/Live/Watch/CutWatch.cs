using System.Threading.Channels;
using Confluent.Kafka;
using Moderation.Cli.Demo.Watch;
using Moderation.Core.Wire;

namespace Moderation.Cli.Live.Watch;

/// <summary>Takes the orders to cut, and those that take a cut back, out of what the service orders, each once, for whoever carries them out.</summary>
internal sealed class CutWatch
{
    private readonly Channel<Seen<ActionRecord>> _cuts = Channel.CreateUnbounded<Seen<ActionRecord>>();
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public IAsyncEnumerable<Seen<ActionRecord>> CutsAsync(CancellationToken stop) => _cuts.Reader.ReadAllAsync(stop);

    public void Take(ConsumeResult<string?, byte[]> result, DateTimeOffset now)
    {
        // one that cannot be read is complained about by whoever tallies
        if (RecordReader.Read(result.Message.Value ?? [], WireJson.Default.ActionRecord).Record is { Kind: ActionKind.CutLive } cut && _known.Add(cut.ActionId.Value))
            _cuts.Writer.TryWrite(new Seen<ActionRecord>(cut, now));
    }
}
