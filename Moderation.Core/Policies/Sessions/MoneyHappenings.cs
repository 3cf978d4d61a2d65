using System.Globalization;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Act = Moderation.Core.Policies.Sessions.Happening.Act;

namespace Moderation.Core.Policies.Sessions;

/// <summary>Gifts, and gifts that are taken back.</summary>
internal static class MoneyHappenings
{
    private const long MostCoins = 100_000_000;

    // ISO 4217: the currencies whose smallest unit is not a hundredth, of those in which platforms sell coins.
    private static readonly string[] WithoutCents = ["CLP", "ISK", "JPY", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"];
    private static readonly string[] WithThousandths = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    public static IEnumerable<KeyValuePair<string, Func<SessionFields, Act?>>> Kinds { get; } = new Dictionary<string, Func<SessionFields, Act?>>
    {
        ["gift"] = ReadGift,
        ["refunds"] = fields => ReadTakenBack(fields, "refunds", GiftEvent.Refunded),
        ["charges_back"] = fields => ReadTakenBack(fields, "charges_back", GiftEvent.ChargedBack),
    };

    private static Act? ReadGift(SessionFields outer)
    {
        if (outer.Child("gift") is not { } fields)
            return null;
        var (id, from, to) = (fields.Id("id"), fields.NeededId("from"), fields.NeededId("to"));
        var coins = fields.Has("coins") ? fields.Whole("coins", 1, MostCoins) : fields.Fault<long?>(fields.Map, "coins is missing");
        var (amount, currency) = fields.Has("amount") ? Amount(fields) : (0, "EUR");
        var (stored, thirdParty) = (fields.Flag("stored"), fields.Flag("third_party"));
        fields.RefuseOthers();
        if (from is not { } payer || to is not { } receiver || coins is not { } price)
            return null;
        return (stage, at) =>
        {
            var gift = id?.For(at.Repetition) ?? at.Id("gift");
            if (stage.Person(receiver.For(at.Repetition), at) is not { } person)
                return;
            var record = new GiftRecord
            {
                V = WireVersion.Current,
                LiveId = SessionStage.Live,
                GiftId = gift,
                At = SessionStage.Clock(at),
                PayerId = stage.User(payer.For(at.Repetition)),
                ReceiverId = ParticipantId.Parse(receiver.For(at.Repetition)),
                ReceiverUserId = person.User,
                Coins = price,
                AmountMinor = amount,
                Currency = currency,
                MatchId = stage.Match,
                StoredInstrument = stored,
                ThirdPartyInstrument = thirdParty,
            };
            if (!stage.Gifts.TryAdd(gift, record))
                stage.Fault(at, $"there is a gift '{gift}' already; write {{n}} into the id of a gift that repeats");
            else
                stage.Add(Signal(record));
        };
    }

    private static Act? ReadTakenBack(SessionFields fields, string name, GiftEvent kind)
    {
        if (fields.Id(name) is not { } id)
            return null;
        return (stage, at) =>
        {
            var gift = id.For(at.Repetition);
            if (stage.Gifts.TryGetValue(gift, out var sent))
                stage.Add(Signal(sent with { At = SessionStage.Clock(at), Event = kind }));
            else
                stage.Fault(at, $"there is no gift '{gift}' yet{NearestWord.Hint(gift, stage.Gifts.Keys)}; a gift gets its id by id: ...");
        };
    }

    private static GiftSignal Signal(GiftRecord gift) => new() { V = WireVersion.Current, LiveId = gift.LiveId, At = gift.At, Gift = gift };

    private static (long Minor, string Currency) Amount(SessionFields fields)
    {
        if (fields.Text("amount")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var number, { Length: 3 } currency] && currency.All(char.IsAsciiLetterUpper)
            && decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var units) && units is >= 0 and <= 1_000_000_000)
        {
            var minor = units * (WithoutCents.Contains(currency) ? 1 : WithThousandths.Contains(currency) ? 1000 : 100);
            if (minor == decimal.Truncate(minor))
                return ((long)minor, currency);
        }

        return fields.Node("amount") is { } node ? fields.Fault<(long, string)>(node, "amount is a price and its currency, such as 6.99 EUR, with no more decimals than the currency has") : default;
    }
}
