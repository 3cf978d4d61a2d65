using System.Globalization;
using Moderation.Core.Wire;

namespace Moderation.Core.Review.Notices;

/// <summary>Notices in French. Reasons are written in English, so what an order rests on is told from the values that its policy read.</summary>
internal sealed class FrenchNotice : NoticeWords
{
    private static readonly string[] Months =
        ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];

    public override string FactsHeading => "Sur quoi cela repose :";

    public override string What(ActionRecord order) => order.Kind switch
    {
        ActionKind.StopRecommending => "ce LIVE n'est pas recommandé à d'autres",
        ActionKind.ThrottleGifts => order.MaxCoinsPerMinute is { } most
            ? string.Create(CultureInfo.InvariantCulture, $"vous pouvez {Side(order)} des cadeaux pour {most} pièces par minute au plus")
            : $"vous pouvez {Side(order)} moins de cadeaux par minute",
        ActionKind.FreezeGifts => $"vous ne pouvez {Side(order)} aucun cadeau",
        ActionKind.HideMessage => "ce que vous avez écrit est masqué",
        ActionKind.SlowChat => "le chat de ce LIVE est ralenti",
        ActionKind.HideTile => "votre image et votre son sont masqués",
        ActionKind.AgeCheckInvite => "une vérification d'âge vous est demandée ; à elle seule, elle ne restreint rien",
        ActionKind.PauseLive => "ce LIVE est en pause",
        ActionKind.CutLive => "ce LIVE est interrompu et ne peut pas reprendre",
        ActionKind.HoldPayout => "les versements qui vous sont destinés sont suspendus",
        _ => throw new ArgumentOutOfRangeException(nameof(order), order.Kind, "no notice is known for this order"),
    };

    // It stands behind "jusqu'à" and "depuis", which go with an hour and not with a day.
    public override string Time(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime.Hour} h {at.UtcDateTime.Minute:00} (UTC) le {Day(DateOnly.FromDateTime(at.UtcDateTime))}");

    public override string Day(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{(day.Day == 1 ? "1er" : $"{day.Day}")} {Months[day.Month - 1]} {day.Year}");

    // The sheet has its rule in one language.
    public override string Ground(string text, string? reference) => reference is null ? $"« {text} »" : $"« {text} » ({reference})";

    public override string Plain(string until, string what, string ground) => $"Jusqu'à {until} : {what}. La règle : {ground}";

    public override string UntilSentence(string until, string what) => $"Jusqu'à {until} : {what}.";

    public override string GroundSentence(string ground) => $"La règle : {ground}";

    public override string Lifted(string what, string since, bool wasFoundWrong) =>
        $"Depuis {since}, ceci ne vaut plus : {what}.{(wasFoundWrong ? " Une personne a réexaminé le signalement et l'a jugé infondé." : "")}";

    public override IReadOnlyList<string> Facts(ActionRecord order) => FrenchReasons.Of(order.Reasons, order.Evidence.Facts);

    public override string Automation(bool isFoundByMachine, bool isConfirmedByPerson) => (isFoundByMachine, isConfirmedByPerson) switch
    {
        (true, false) => "Une machine l'a détecté et l'a décidé ; personne ne l'a encore examiné.",
        (true, true) => "Une machine l'a détecté, et une personne l'a confirmé avant toute mesure.",
        (false, false) => "Quelqu'un l'a signalé et une machine l'a décidé ; personne chez nous ne l'a encore examiné.",
        _ => "Quelqu'un l'a signalé, et une personne l'a décidé.",
    };

    public override string ReferenceToCome => "la référence de la mesure figurera ici";

    public override string Appeal(string? address) => address ?? "répondez à cet avis";

    public override string Redress(string appeal, string by) =>
        $"Vous pouvez contester gratuitement jusqu'au {by} : {appeal}. Une personne qui n'a pas pris part à la décision tranchera. "
        + "Vous pouvez aussi saisir un organe certifié de règlement extrajudiciaire des litiges, ou un tribunal.";

    private static string Side(ActionRecord order) => order.Subject.Kind == SubjectKind.Gifter ? "envoyer" : "recevoir";
}
