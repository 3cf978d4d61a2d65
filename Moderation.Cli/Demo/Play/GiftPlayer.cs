using System.Globalization;
using Moderation.Cli.Demo.Gifts;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Cli.Demo.Play;

/// <summary>Gives the gifts and raises the flags of one live at the seconds that its script names.</summary>
internal sealed class GiftPlayer(DemoLive live, GiftScript script, LivePublisher publisher, TimeProvider time)
{
    private long _count;

    /// <summary>Runs until stopped or until nothing more happens.</summary>
    public async Task PlayAsync(CancellationToken stop)
    {
        var startedAt = time.GetUtcNow();
        try
        {
            foreach (var happening in script.Timeline())
            {
                if (startedAt.AddSeconds(happening.AtSecond) - time.GetUtcNow() is var wait && wait > TimeSpan.Zero)
                    await Task.Delay(wait, time, stop);
                stop.ThrowIfCancellationRequested();
                if (happening is ScriptGift gift)
                    publisher.Publish(Record(gift));
                else if (happening is ScriptFlag flag)
                    publisher.Publish(Record(flag));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The live is over; whoever plays its pictures says so.
        }
    }

    private GiftRecord Record(ScriptGift gift) => new()
    {
        V = WireVersion.Current,
        LiveId = live.Id,
        GiftId = NextId("gift"),
        At = time.GetUtcNow(),
        PayerId = live.UserOf(gift.By),
        ReceiverId = ParticipantId.Parse(gift.To),
        ReceiverUserId = live.UserOf(gift.To),
        Coins = gift.Coins,
        AmountMinor = gift.AmountMinor,
        Currency = gift.Currency,
        MatchId = live.Clip.Scene.Match is { } match && match.IsOnAt(gift.AtSecond) ? match.Id : null,
    };

    private FlagRecord Record(ScriptFlag flag) => new()
    {
        V = WireVersion.Current,
        LiveId = live.Id,
        FlagId = NextId("flag"),
        At = time.GetUtcNow(),
        Target = flag.About is null ? FlagTarget.Live : FlagTarget.Participant,
        TargetId = flag.About,
        Reason = flag.Reason,
        FlaggerId = live.UserOf(flag.By),
        Trusted = flag.Trusted,
    };

    /// <summary>Unique over all lives, as a platform's ids of payments are.</summary>
    private string NextId(string kind) => string.Create(CultureInfo.InvariantCulture, $"{live.Id}.{kind}-{++_count:000000}");
}
