using Moderation.Api.PolicyReports.Figures;

namespace Moderation.Api.Web.PolicyReports;

/// <summary>What figures and themes are called on pages.</summary>
internal static class ReportTexts
{
    public static string Title(Words words, FigureTheme theme) => theme switch
    {
        FigureTheme.Volume => words["Volume and speed"],
        FigureTheme.Outcomes => words["Outcomes and budgets"],
        FigureTheme.Reviewers => words["Reviewers and flaggers"],
        FigureTheme.Money => words["Money"],
        FigureTheme.Models => words["Models: calibration and drift"],
        FigureTheme.Fairness => words["Fairness: groups and revenue"],
        _ => words["Transparency"],
    };

    public static string Name(Words words, string name) => name switch
    {
        "reports" => words["Reports raised"],
        "cases" => words["Cases opened"],
        "flags" => words["Flags of viewers"],
        "flags_over_limit" => words["Flags over the limits of their flaggers"],
        "orders" => words["Orders given"],
        "decisions" => words["Decisions of policies"],
        "first_look" => words["Time from the opening of a case to the first look"],
        "verdict" => words["Time from the opening of a case to its verdict"],
        "order" => words["Time from the beginning of an episode to the order"],
        "effect" => words["Time from sending an order to its effect"],
        "upheld" => words["Share of decided cases that were upheld"],
        "overturned" => words["Share of decided cases that were overturned"],
        "automatic" => words["Share of orders that were decided without a person"],
        "wrongful" => words["Wrongful orders against the budget"],
        "agreement" => words["Agreement of reviewers (Cohen's kappa)"],
        "flags_right" => words["Share of judged flags that were right"],
        "held_coins" => words["Coins of gifts that were held"],
        "released_coins" => words["Coins that were released to receivers"],
        "refunded_coins" => words["Coins that were refunded to payers"],
        "waiting_coins" => words["Coins held in this time that still wait"],
        "held_amount" => words["Held gifts in the smallest unit of their currency"],
        "released_amount" => words["Released gifts in the smallest unit of their currency"],
        "refunded_amount" => words["Refunded gifts in the smallest unit of their currency"],
        "waiting_amount" => words["Waiting gifts in the smallest unit of their currency"],
        "stability" => words["How far scores have moved (population stability index)"],
        "brier" => words["Mean square of the error of beliefs (Brier score)"],
        "calibration_error" => words["Mean distance of belief and outcome (calibration error)"],
        "calibration" => words["Calibration: what was believed and what was upheld"],
        "acted_on" => words["Share of accounts acted on, by decile of revenue"],
        "revenue_trend" => words["Change of the log odds of being acted on with each decile of revenue, at equal risk"],
        "revenue_p_value" => words["Chance of such a trend where revenue does not matter (p)"],
        "error_by_group" => words["Errors by group of people"],
        "restrictions" => words["Orders that restricted somebody"],
        "restrictions_median" => words["Time from the beginning of an episode to sending, median"],
        "appeals_granted" => words["Share of decided appeals that were granted"],
        _ when name.EndsWith("_median", StringComparison.Ordinal) => words["{0}, median", Name(words, name[..^"_median".Length])],
        _ when name.EndsWith("_p90", StringComparison.Ordinal) => words["{0}, 90 % within", Name(words, name[..^"_p90".Length])],
        _ when name.EndsWith("_p99", StringComparison.Ordinal) => words["{0}, 99 % within", Name(words, name[..^"_p99".Length])],
        _ when name.StartsWith("stability ", StringComparison.Ordinal) => words["Stability of scores: {0}", name["stability ".Length..]],
        _ => name,
    };

    public static string Cut(Words words, string cut) => cut switch
    {
        "all" => words["In all"],
        "day" => words["By day (UTC)"],
        "hour" => words["By hour of the day (UTC)"],
        "policy" => words["By policy"],
        "queue" => words["By queue"],
        "kind" => words["By kind"],
        "language" => words["By language"],
        "version" => words["By version"],
        "flagger" => words["By flagger"],
        "reason" => words["By reason"],
        "currency" => words["By currency"],
        "revenue_decile" => words["By decile of revenue"],
        "category" => words["By category of the Digital Services Act"],
        "ground" => words["By ground"],
        "automated" => words["By how it was decided"],
        _ => words["By belief, of the policy {0}", cut],
    };

    public static string Unit(Words words, FigureUnit unit) => unit switch
    {
        FigureUnit.Count => words["number"],
        FigureUnit.Share => words["share (%)"],
        FigureUnit.Seconds => words["seconds"],
        FigureUnit.Coins => words["coins"],
        FigureUnit.MinorUnits => words["smallest unit of the currency"],
        FigureUnit.LogOdds => words["log odds a decile"],
        _ => words["index"],
    };

    public static string Gap(Words words, FigureGap gap) => gap switch
    {
        FigureGap.Nothing => words["unknown: there was nothing to count it from"],
        FigureGap.TooFew => words["unknown: too few to say"],
        FigureGap.NotTold => words["unknown: the platform does not tell it"],
        _ => words["unknown: it cannot be cut so"],
    };

    /// <summary>A part as people read it: kinds and reasons are words of the wire, names of policies are their own.</summary>
    public static string Part(Words words, Figure figure) => (figure.By, figure.Part) switch
    {
        ("all", _) => words["In all"],
        ("language", var language) => Language(words, language),
        (_, "") => words["none"],
        ("hour", var hour) => words["{0}:00 to {0}:59", hour],
        ("revenue_decile", var decile) => words["decile {0}", decile],
        ("policy" or "version" or "currency" or "day" or "queue", var part) => part,
        (_, var part) when figure.Name == "calibration" => part,
        var (_, part) => words.Word(part),
    };

    private static string Language(Words words, string language) => language switch
    {
        "" => words["no language told"],
        "en" => words["English"],
        "fr" => words["French"],
        _ => language,
    };

    public static string Value(Words words, double? value, FigureUnit unit) => (value, unit) switch
    {
        (null, _) => "–",
        // What is there is not written as nothing.
        (> 0 and < 0.0001, FigureUnit.Share) => "< " + words.Percent(0.0001, 2),
        ({ } share, FigureUnit.Share) => words.Percent(share, share is > 0 and < 0.1 ? 2 : 1),
        ({ } seconds, FigureUnit.Seconds) => Math.Abs(seconds) < 10 ? words.Number(seconds, 2) + " s" : words.Lasts(TimeSpan.FromSeconds(seconds)),
        ({ } index, FigureUnit.Index or FigureUnit.LogOdds) => words.Number(index, 3),
        ({ } count, _) => words.Number(count),
    };
}
