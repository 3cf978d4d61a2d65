using System.Text;
using System.Text.Json;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Tests.Support;

/// <summary>Sheets about gifts and chat that need no model's opinion, and the gifts and lines that move them.</summary>
internal static class TestSheets
{
    public const int CoinsPerGift = 40;

    public const string Gifts = """
        policy: money.test
        title: Many coins by one account
        owner: tests
        subject: gifter
        ground: { kind: terms, text: Terms., dsa: { category: SCAMS_AND_FRAUD, keyword: OTHER } }
        ladder:
          - rung: cool_off
            when: sent.coins over 10m >= 100
            do:
              - throttle_gifts: { for: 30s, renew: 5s, max_coins_per_minute: 10 }
        """;

    public const string Chat = """
        policy: chat.test
        title: Much is said
        owner: tests
        subject: live
        ground: { kind: terms, text: Terms., dsa: { category: SCAMS_AND_FRAUD, keyword: OTHER } }
        ladder:
          - rung: report
            when: chat.all_lines over 10m >= 3 for 4s
        """;

    public static GiftRecord Gift(LiveId live, int number, DateTimeOffset at) => new()
    {
        V = WireVersion.Current,
        LiveId = live,
        GiftId = $"g-{number}",
        At = at,
        PayerId = UserId.Parse("payer"),
        ReceiverId = ParticipantId.Parse("host"),
        Coins = CoinsPerGift,
        AmountMinor = CoinsPerGift,
        Currency = "EUR",
    };

    public static ChatRecord Line(LiveId live, int number, DateTimeOffset at) => new()
    {
        V = WireVersion.Current, LiveId = live, MessageId = $"m-{number}", At = at, Source = TextSource.Chat, Text = $"hello number {number}", AuthorId = UserId.Parse("author"),
    };

    public static async Task SendGiftAndLineAsync(KafkaFixture kafka, LiveId live, int number, DateTimeOffset at)
    {
        await kafka.SendAsync(
            TopicNames.Gifts, Encoding.UTF8.GetBytes(live.Value), JsonSerializer.SerializeToUtf8Bytes(Gift(live, number, at), WireJson.Default.GiftRecord));
        await TestWorker.SendLineAsync(kafka, Line(live, number, at));
    }
}
