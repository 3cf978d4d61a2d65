using Moderation.Core.Policies.Expressions;
using Moderation.Core.Wire;

namespace Moderation.Core.Policies.Sheets;

/// <summary>Reads what a rung tells the platform.</summary>
internal sealed class OrderReader(SubjectKind? subject, SheetFaults faults)
{
    public const int MostOrders = 8;

    private const long MostCoins = 1_000_000_000;

    public static bool IsSevere(ActionKind kind) => kind is ActionKind.CutLive or ActionKind.HoldPayout or ActionKind.PauseLive;

    /// <summary>Kinds of subject that an order can concern.</summary>
    public static IReadOnlyList<SubjectKind> SubjectsOf(ActionKind kind) => kind switch
    {
        ActionKind.ThrottleGifts or ActionKind.FreezeGifts => [SubjectKind.Participant, SubjectKind.Gifter],
        ActionKind.HideTile => [SubjectKind.Participant],
        ActionKind.HideMessage => [SubjectKind.Participant, SubjectKind.Author, SubjectKind.Pair],
        ActionKind.AgeCheckInvite => [SubjectKind.Participant, SubjectKind.Author, SubjectKind.Pair, SubjectKind.Gifter],
        _ => Enum.GetValues<SubjectKind>(),
    };

    public static string[] KeysOf(ActionKind kind) => kind == ActionKind.ThrottleGifts ? ["for", "renew", "max_coins_per_minute"] : ["for", "renew"];

    public List<RungOrder> Read(IReadOnlyList<SheetNode> nodes)
    {
        var orders = new List<RungOrder>();
        foreach (var node in nodes)
        {
            if (ReadOne(node) is not { } order)
                continue;
            if (orders.Any(other => other.Kind == order.Kind))
                faults.Add(node, $"'{WireWord.From(order.Kind)}' is ordered twice at this rung");
            else
                orders.Add(order);
        }

        return orders;
    }

    private RungOrder? ReadOne(SheetNode node)
    {
        if (node is not SheetMap { Entries: [var (key, value)] })
        {
            faults.Add(node, "an order is one name with its settings: cut_live: { for: 24h }");
            return null;
        }

        var words = WireWord.All<ActionKind>();
        if (!words.Contains(key.Text))
        {
            faults.Add(key, $"there is no order '{key.Text}'{(NearestName.Find(key.Text, words) is { } near ? $"; did you mean '{near}'?" : $"; one of {string.Join(", ", words)} was due")}");
            return null;
        }

        var kind = WireWord.Parse<ActionKind>(key.Text);
        if (subject is { } asked && !SubjectsOf(kind).Contains(asked))
            faults.Add(key, $"'{key.Text}' concerns {string.Join(" or ", SubjectsOf(kind).Select(WireWord.From))}; this sheet looks at {WireWord.From(asked)}");
        return ReadSettings(kind, key, value);
    }

    private RungOrder? ReadSettings(ActionKind kind, SheetScalar key, SheetNode value)
    {
        if (value is SheetScalar { ScalarKind: SheetScalarKind.Nothing })
        {
            faults.Add(key, $"'{key.Text}' needs 'for': how long it lasts");
            return null;
        }

        var fields = new SheetFields(value, $"'{key.Text}'", faults, KeysOf(kind));
        var lasts = fields.Duration("for", required: true);
        var renew = fields.Duration("renew") ?? TimeSpan.Zero;
        var coins = kind == ActionKind.ThrottleGifts ? fields.Whole("max_coins_per_minute", 1, MostCoins, required: true) : null;
        if (lasts is not { } span)
            return null;
        if (span == TimeSpan.Zero)
            faults.Add(fields.Find("for")!, "'for' must be longer than nothing: every order lasts and then ends by itself");
        else if (renew >= span)
            faults.Add(fields.Find("renew")!, $"'renew' is how long before its end an order is renewed, so it must be shorter than 'for' ({Quantity.Text(span)})");
        return new RungOrder(kind, span, renew, coins);
    }
}
