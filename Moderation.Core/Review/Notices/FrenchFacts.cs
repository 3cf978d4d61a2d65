using Moderation.Core.Policies;

namespace Moderation.Core.Review.Notices;

/// <summary>French words for facts, for what can stand in brackets behind them, and for their units.</summary>
internal static class FrenchFacts
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["hostile"] = "hostile", ["diversion"] = "détournement vers l'extérieur", ["solicitation"] = "sollicitation", ["any"] = "toutes", ["toxic"] = "toxique", ["insult"] = "insulte",
        ["threat"] = "menace", ["hate"] = "haine", ["sexual"] = "sexuel", ["harassment"] = "harcèlement", ["gift_begging"] = "demande de cadeaux", ["quid_pro_quo"] = "promesse contre cadeau",
        ["minor_spending"] = "argent d'un proche", ["offplatform_payment"] = "paiement hors plateforme", ["offplatform_contact"] = "contact hors plateforme", ["grooming"] = "approche d'un enfant",
        ["sexual_solicitation"] = "sollicitation sexuelle", ["scam"] = "escroquerie", ["any_solicitation"] = "sollicitation quelconque", ["handle"] = "pseudonyme", ["phone"] = "téléphone",
        ["email"] = "courriel", ["url"] = "adresse web", ["payment_tag"] = "identifiant de paiement", ["iban"] = "IBAN", ["wallet"] = "portefeuille", ["prepaid_code"] = "code prépayé",
        ["age_question"] = "question sur l'âge", ["secrecy"] = "demande de secret", ["alone"] = "question si l'on est seul", ["meeting"] = "rendez-vous", ["host"] = "hôte", ["guest"] = "invité",
        ["opponent"] = "adversaire", ["none"] = "rien", ["verified_adult"] = "majeur vérifié", ["verified_minor"] = "mineur vérifié",
    };

    private static readonly Dictionary<string, string> Units = new(StringComparer.Ordinal)
    {
        ["s"] = "s", ["m"] = "min", ["h"] = "h", ["d"] = "j", ["faces"] = "visages", ["years"] = "ans", ["viewers"] = "spectateurs", ["people"] = "personnes", ["lines"] = "lignes",
        ["lines a minute"] = "lignes par minute", ["accounts"] = "comptes", ["aspects"] = "aspects", ["coins"] = "pièces", ["coins a minute"] = "pièces par minute", ["gifts"] = "cadeaux",
        ["days"] = "jours", ["flags"] = "signalements", ["strikes"] = "avertissements", ["units of the currency"] = "unités de la monnaie",
    };

    /// <summary>A word of a label, of a rule or of a fact; null where it is none, such as a reason code of the platform.</summary>
    public static string? Word(string word) => Words.GetValueOrDefault(word);

    /// <summary>A unit; the English word where there is no other.</summary>
    public static string Unit(string unit) => Units.GetValueOrDefault(unit, unit);

    /// <summary>Whether there is a French word for a unit.</summary>
    public static bool HasUnit(string unit) => Units.ContainsKey(unit);

    /// <summary>What a fact is, as the head of a line.</summary>
    public static string Says(FactId id) => Age(id) ?? Text(id) ?? Money(id) ?? Others(id) ?? throw new ArgumentOutOfRangeException(nameof(id), id, "no French words for this fact");

    private static string? Age(FactId id) => id switch
    {
        FactId.Belief => "Probabilité d'avoir moins de 18 ans",
        FactId.ClearFaceTime => "Durée pendant laquelle le visage a été bien visible",
        FactId.ClearFaces => "Images nettes du visage qui ont été lues",
        FactId.PoorFaces => "Images du visage trop mauvaises pour compter",
        FactId.ReadYears => "Moyenne des âges lus sur les images nettes",
        FactId.Covered => "Quelque chose couvre le visage",
        FactId.Filtered => "Un filtre modifie le visage",
        FactId.Role => "Rôle à l'écran",
        FactId.OnScreen => "Présence à l'écran",
        FactId.OnScreenTime => "Durée de présence à l'écran",
        FactId.LiveInMatch => "Un match est en cours",
        FactId.LiveMatchTime => "Durée du match",
        FactId.LiveRunningTime => "Durée du LIVE",
        FactId.LiveViewers => "Nombre de spectateurs",
        FactId.LivePeople => "Nombre de personnes à l'écran",
        FactId.LiveBelief => "Plus haute probabilité, parmi les personnes à l'écran, d'avoir moins de 18 ans",
        FactId.OtherBelief => "Probabilité que le compte interpellé ait moins de 18 ans",
        _ => null,
    };

    private static string? Text(FactId id) => id switch
    {
        FactId.SaidLines => "Lignes relevées que vous avez dites ou écrites",
        FactId.SaidAllLines => "Lignes que vous avez dites ou écrites, relevées ou non",
        FactId.SaidRate => "Fréquence pondérée des lignes relevées que vous avez dites ou écrites",
        FactId.SaidShare => "Part des lignes relevées dans tout ce que vous avez dit ou écrit",
        FactId.SaidExactLines => "Lignes relevées où vous donnez un identifiant, un numéro ou un code exact",
        FactId.SaidSustained => "Durée pendant laquelle ces lignes se sont suivies",
        FactId.SaidHits => "Lignes de vous qu'une règle a relevées",
        FactId.HeardLines => "Lignes relevées qui vous étaient adressées",
        FactId.HeardAllLines => "Lignes qui vous étaient adressées, relevées ou non",
        FactId.HeardRate => "Fréquence pondérée des lignes relevées qui vous étaient adressées",
        FactId.HeardShare => "Part des lignes relevées dans tout ce qui vous était adressé",
        FactId.HeardExactLines => "Lignes relevées à votre adresse qui donnent un identifiant, un numéro ou un code exact",
        FactId.HeardSustained => "Durée pendant laquelle de telles lignes vous ont été adressées",
        FactId.HeardHits => "Lignes à votre adresse qu'une règle a relevées",
        FactId.HeardAuthors => "Comptes différents qui ont écrit les lignes relevées à votre adresse",
        FactId.HeardNewAuthors => "Nouveaux comptes différents qui ont écrit les lignes relevées à votre adresse",
        FactId.ChatLines => "Lignes relevées dans le LIVE",
        FactId.ChatAllLines => "Lignes du LIVE, relevées ou non",
        FactId.ChatRate => "Fréquence pondérée des lignes relevées dans le LIVE",
        FactId.ChatShare => "Part des lignes relevées dans le LIVE",
        FactId.ChatExactLines => "Lignes relevées dans le LIVE qui donnent un identifiant, un numéro ou un code exact",
        FactId.ChatSustained => "Durée pendant laquelle de telles lignes se sont suivies dans le LIVE",
        FactId.ChatHits => "Lignes du LIVE qu'une règle a relevées",
        FactId.ChatAuthors => "Comptes différents qui ont écrit les lignes relevées dans le LIVE",
        FactId.ChatNewAuthors => "Nouveaux comptes différents qui ont écrit les lignes relevées dans le LIVE",
        FactId.ChatOrdinaryNewShare => "Part habituelle des nouveaux comptes dans le LIVE",
        _ => null,
    };

    private static string? Money(FactId id) => id switch
    {
        FactId.ReceivedCoins => "Pièces des cadeaux reçus",
        FactId.ReceivedAmount => "Prix des cadeaux reçus",
        FactId.ReceivedCount => "Cadeaux reçus",
        FactId.ReceivedPayers => "Comptes différents qui ont offert des cadeaux",
        FactId.ReceivedUsualRate => "Rythme habituel des cadeaux reçus dans ce LIVE",
        FactId.ReceivedTakenBackAgo => "Temps écoulé depuis qu'un cadeau reçu a été remboursé ou contesté",
        FactId.SentCoins => "Pièces des cadeaux envoyés",
        FactId.SentAmount => "Prix des cadeaux envoyés",
        FactId.SentCount => "Cadeaux envoyés",
        FactId.SentReceivers => "Personnes différentes à qui des cadeaux ont été envoyés",
        FactId.SentUsualRate => "Rythme habituel des cadeaux envoyés dans ce LIVE",
        FactId.SentStoredInstrument => "Le dernier cadeau a été payé par un moyen enregistré",
        FactId.SentThirdPartyInstrument => "Le dernier cadeau a été payé par le moyen de quelqu'un d'autre",
        FactId.SentUsualCoins => "Pièces que le compte dépasse rarement en dix minutes",
        FactId.SentUsualDays => "Jours de dépense sur lesquels cela repose",
        FactId.GiftsCoins => "Pièces des cadeaux du LIVE",
        FactId.GiftsAmount => "Prix des cadeaux du LIVE",
        FactId.GiftsCount => "Cadeaux du LIVE",
        FactId.GiftsPayers => "Comptes différents qui ont offert des cadeaux dans le LIVE",
        FactId.GiftsUsualRate => "Rythme habituel des cadeaux du LIVE",
        FactId.StandingReturnedShare => "Part des pièces offertes revenue par d'autres comptes",
        FactId.StandingRingAccounts => "Comptes par lesquels les cadeaux ont circulé",
        FactId.StandingCirculationDays => "Jours sur lesquels cela repose",
        FactId.StandingSentCoins => "Pièces offertes pendant ces jours",
        _ => null,
    };

    private static string? Others(FactId id) => id switch
    {
        FactId.ConversationAspects => "Aspects d'une approche que la conversation a touchés",
        FactId.ConversationLines => "Lignes sur lesquelles elle les a touchés",
        FactId.ConversationRank => "Rang de la conversation, qui n'est pas une probabilité",
        FactId.ConversationLure => "Âge, contact et secret sont venus ensemble sur au moins deux lignes",
        FactId.ConversationAgeAndSexual => "Âge et contenu sexuel sont venus ensemble",
        FactId.FlagsCount => "Signalements reçus",
        FactId.FlagsWeight => "Signalements reçus, pondérés par la fiabilité de leurs auteurs",
        FactId.FlagsTrusted => "Signalements de signaleurs de confiance",
        FactId.StandingStrikes => "Avertissements en vigueur",
        FactId.StandingAgeAssurance => "Ce que la plateforme sait de l'âge du compte",
        FactId.OtherAgeAssurance => "Ce que la plateforme sait de l'âge du compte interpellé",
        FactId.OtherRefundedAgo => "Temps écoulé depuis que le compte interpellé a repris des cadeaux",
        _ => null,
    };
}
