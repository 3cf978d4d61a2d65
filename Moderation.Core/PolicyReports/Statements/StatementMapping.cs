using System.Globalization;
using Moderation.Core.Policies.Sheets;
using Moderation.Core.Wire;

namespace Moderation.Core.PolicyReports.Statements;

/// <summary>What one order is in the words of the transparency database.</summary>
/// <param name="Kind">The order.</param>
/// <param name="Restricts">Whether it restricts anything; Article 17 asks for a statement only then.</param>
/// <param name="Visibility">What it does to visibility; null is nothing.</param>
/// <param name="Monetary">What it does to money; null is nothing.</param>
/// <param name="Content">What is restricted; empty where it is no content, and what was judged is told instead.</param>
/// <param name="InWords">What exactly, where the database has no word for it.</param>
public sealed record StatementRule(
    ActionKind Kind, bool Restricts, VisibilityDecision? Visibility, MonetaryDecision? Monetary, IReadOnlyList<ContentType> Content, string? InWords = null);

/// <summary>The table from orders and grounds to the fields of a statement.</summary>
public static class StatementMapping
{
    /// <summary>What the prefix of a category is on the wire.</summary>
    public const string CategoryPrefix = "STATEMENT_CATEGORY_";

    /// <summary>What the prefix of a keyword is on the wire.</summary>
    public const string KeywordPrefix = "KEYWORD_";

    /// <summary>The keyword that is said in words.</summary>
    public const string OtherKeyword = KeywordPrefix + "OTHER";

    /// <summary>What is told as the sort of content where gifts, payouts or spending were judged.</summary>
    public const string GiftsInWords = "virtual gifts in a live stream";

    private static readonly ContentType[] WholeLive = [ContentType.Video, ContentType.Audio, ContentType.Text];
    private static readonly ContentType[] Chat = [ContentType.Text];

    /// <summary>What an order is in the database's words.</summary>
    /// <remarks>Errors: <see cref="ArgumentOutOfRangeException"/> for a kind that is not in the table.</remarks>
    /// <param name="kind">The order.</param>
    /// <param name="subject">Whom it concerns: for who sends gifts a stop is no stop of payments to them.</param>
    /// <param name="maxCoinsPerMinute">The cap of <see cref="ActionKind.ThrottleGifts"/>.</param>
    public static StatementRule Of(ActionKind kind, SubjectKind subject, long? maxCoinsPerMinute = null) => kind switch
    {
        ActionKind.StopRecommending => Shown(kind, VisibilityDecision.ContentDemoted, WholeLive),
        ActionKind.HideMessage => Shown(kind, VisibilityDecision.ContentDisabled, Chat),
        ActionKind.SlowChat => Shown(kind, VisibilityDecision.ContentInteractionRestricted, Chat),
        ActionKind.HideTile => Shown(kind, VisibilityDecision.ContentDisabled, [ContentType.Video, ContentType.Audio]),
        ActionKind.PauseLive => Shown(kind, VisibilityDecision.ContentDisabled, WholeLive),
        ActionKind.CutLive => Shown(kind, VisibilityDecision.ContentDisabled, WholeLive),
        ActionKind.AgeCheckInvite => new StatementRule(
            kind, Restricts: false, VisibilityDecision.Other, null, [], "An age check was asked for. Nothing was restricted by this."),
        ActionKind.ThrottleGifts => Paid(kind, MonetaryDecision.Other, Cap(subject, maxCoinsPerMinute)),
        ActionKind.FreezeGifts when subject == SubjectKind.Gifter => Paid(kind, MonetaryDecision.Other, "The account could send no virtual gifts."),
        ActionKind.FreezeGifts => Paid(kind, MonetaryDecision.Suspension, null),
        ActionKind.HoldPayout => Paid(kind, MonetaryDecision.Suspension, null),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no statement is known for this order"),
    };

    /// <summary>The category of a ground, as on the wire.</summary>
    /// <param name="ground">Category and keyword of a sheet.</param>
    public static string Category(DsaGround ground)
    {
        ArgumentNullException.ThrowIfNull(ground);
        return CategoryPrefix + ground.Category;
    }

    /// <summary>The keywords of a ground, as on the wire; null where it has none.</summary>
    /// <param name="ground">Category and keyword of a sheet.</param>
    public static IReadOnlyList<string>? Keywords(DsaGround ground)
    {
        ArgumentNullException.ThrowIfNull(ground);
        return ground.Keyword is { } keyword ? [KeywordPrefix + keyword] : null;
    }

    /// <summary>What was judged, by the evidence that an order rests on.</summary>
    /// <param name="order">The order.</param>
    public static IReadOnlyList<ContentType> Judged(ActionRecord order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return order.Evidence switch
        {
            AgeEvidenceSummary => [ContentType.Video],
            // Who is on screen speaks and writes; which of the lines were speech is not in the summary.
            TextEvidenceSummary when order.Subject.Kind == SubjectKind.Participant => [ContentType.Audio, ContentType.Text],
            TextEvidenceSummary => [ContentType.Text],
            // A person looks at the live as it was.
            _ when order.Policy.Hash == PolicyRef.ByHand => WholeLive,
            _ => [ContentType.Other],
        };
    }

    /// <summary>On whose word the platform looked: flags count where the policy read them and there were any.</summary>
    /// <param name="evidence">What an order rests on.</param>
    public static SourceType Source(EvidenceSummary evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var told = evidence.Facts.Where(fact => fact.Value > 0 && fact.Name.StartsWith("flags.", StringComparison.Ordinal)).ToList();
        if (told.Any(fact => fact.Name.StartsWith("flags.trusted", StringComparison.Ordinal)))
            return SourceType.TrustedFlagger;
        return told.Count > 0 ? SourceType.OtherNotification : SourceType.Voluntary;
    }

    private static StatementRule Shown(ActionKind kind, VisibilityDecision decision, IReadOnlyList<ContentType> content) => new(kind, Restricts: true, decision, null, content);

    private static StatementRule Paid(ActionKind kind, MonetaryDecision decision, string? words) => new(kind, Restricts: true, null, decision, [], words);

    private static string Cap(SubjectKind subject, long? coins)
    {
        var does = subject == SubjectKind.Gifter ? "send" : "receive";
        return coins is { } most
            ? string.Create(CultureInfo.InvariantCulture, $"The account could {does} virtual gifts worth at most {most} coins a minute.")
            : $"The account could {does} fewer virtual gifts a minute.";
    }
}
