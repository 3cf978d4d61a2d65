using System.Collections.Concurrent;
using Moderation.Core.Enforcement.Gifts;
using Moderation.Core.Wire;

namespace Moderation.Api.Enforcement.Gifts;

/// <summary>Answers gifts. A hold is answered once its record is acknowledged, and not before.</summary>
internal sealed class GiftAuthorizer(GiftGate gate, GiftHoldProducer producer, GiftMetrics metrics, TimeProvider time)
{
    private readonly ConcurrentDictionary<GiftKey, Task<GiftAnswer>> _writing = new();

    public async ValueTask<GiftAnswer> AskAsync(GiftRequest gift)
    {
        var begun = time.GetTimestamp();
        var turn = gate.Ask(gift, time.GetUtcNow());
        var answer = turn.MustBeWritten ? await WriteOnceAsync(gift) : turn.Answer;
        metrics.Answered(answer, time.GetElapsedTime(begun));
        return answer;
    }

    /// <summary>Whoever asks for the same gift meanwhile waits for the same record. It is not given up with the request: the answer must be known when the gift is asked for again.</summary>
    private Task<GiftAnswer> WriteOnceAsync(GiftRequest gift)
    {
        var mine = new TaskCompletionSource<GiftAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        var task = _writing.GetOrAdd(gift.Key, mine.Task);
        if (task == mine.Task)
            _ = WriteAsync(gift, mine);
        return task;
    }

    private async Task WriteAsync(GiftRequest gift, TaskCompletionSource<GiftAnswer> done)
    {
        try
        {
            // Asked again, because somebody may have finished writing it just now.
            var turn = gate.Ask(gift, time.GetUtcNow());
            done.SetResult(turn.MustBeWritten ? await WriteAsync(gift, turn.Answer) : turn.Answer);
        }
        catch (Exception e)
        {
            done.SetException(e);
        }
        finally
        {
            _writing.TryRemove(gift.Key, out _);
        }
    }

    private async Task<GiftAnswer> WriteAsync(GiftRequest gift, GiftAnswer hold)
    {
        var isWritten = await producer.TryWriteAsync(new GiftHoldRecord
        {
            V = WireVersion.Current,
            LiveId = gift.LiveId,
            GiftId = gift.GiftId,
            PayerId = gift.PayerId,
            ReceiverId = gift.ReceiverId,
            ReceiverUserId = gift.ReceiverUserId,
            Coins = gift.Coins,
            HeldAt = time.GetUtcNow(),
            Until = hold.HeldUntil ?? throw new InvalidOperationException("a hold has an end"),
            Orders = hold.Orders,
        });
        if (!isWritten)
            return gate.Replace(gift, time.GetUtcNow());
        gate.Written(gift.Key, time.GetUtcNow());
        return hold;
    }
}
