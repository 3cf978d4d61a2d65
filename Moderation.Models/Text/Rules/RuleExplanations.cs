namespace Moderation.Models.Text.Rules;

/// <summary>What a hit says in a report, where the text itself is never shown.</summary>
public static class RuleExplanations
{
    /// <summary>One sentence for a kind of hit.</summary>
    /// <param name="kind">The rule.</param>
    /// <param name="language"><c>fr</c> for French; anything else is English.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such rule.</exception>
    public static string Of(RuleKind kind, string language) => language == "fr" ? French(kind) : English(kind);

    private static string English(RuleKind kind) => kind switch
    {
        RuleKind.Handle => "The line names an account on another platform.",
        RuleKind.Phone => "The line holds what is written like a telephone number.",
        RuleKind.Email => "The line holds an e-mail address.",
        RuleKind.Url => "The line holds a web address.",
        RuleKind.PaymentTag => "The line holds a tag or link of a payment service.",
        RuleKind.Iban => "The line holds a bank account number whose check digits are right.",
        RuleKind.Wallet => "The line holds a crypto wallet address.",
        RuleKind.PrepaidCode => "The line holds a code of a prepaid or gift card.",
        RuleKind.AgeQuestion => "The line has the words of a question about age, class or school; one such line proves nothing.",
        RuleKind.Secrecy => "The line has the words of a request for secrecy; one such line proves nothing.",
        RuleKind.Alone => "The line has the words of a question about being alone or where the parents are; one such line proves nothing.",
        RuleKind.Meeting => "The line has the words of a proposal to meet or to send something home; one such line proves nothing.",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static string French(RuleKind kind) => kind switch
    {
        RuleKind.Handle => "La ligne nomme un compte sur une autre plateforme.",
        RuleKind.Phone => "La ligne contient ce qui s’écrit comme un numéro de téléphone.",
        RuleKind.Email => "La ligne contient une adresse e-mail.",
        RuleKind.Url => "La ligne contient une adresse web.",
        RuleKind.PaymentTag => "La ligne contient un identifiant ou un lien d’un service de paiement.",
        RuleKind.Iban => "La ligne contient un numéro de compte bancaire dont la clé est juste.",
        RuleKind.Wallet => "La ligne contient une adresse de portefeuille de cryptomonnaie.",
        RuleKind.PrepaidCode => "La ligne contient un code de carte prépayée ou de carte cadeau.",
        RuleKind.AgeQuestion => "La ligne a les mots d’une question sur l’âge, la classe ou l’école ; seule, elle ne prouve rien.",
        RuleKind.Secrecy => "La ligne a les mots d’une demande de secret ; seule, elle ne prouve rien.",
        RuleKind.Alone => "La ligne a les mots d’une question sur la solitude ou l’absence des parents ; seule, elle ne prouve rien.",
        RuleKind.Meeting => "La ligne a les mots d’une proposition de se voir ou d’envoyer quelque chose à domicile ; seule, elle ne prouve rien.",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
