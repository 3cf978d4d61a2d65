using System.Globalization;
using Moderation.Core.Wire;

namespace Moderation.Core.Review.Notices;

/// <summary>Notices in English. What an order rests on is told in the words of its reasons.</summary>
internal sealed class EnglishNotice : NoticeWords
{
    public override string FactsHeading => "What this rests on:";

    public override string What(ActionRecord order) => order.Kind switch
    {
        ActionKind.StopRecommending => "this LIVE is not recommended to others",
        ActionKind.ThrottleGifts => order.MaxCoinsPerMinute is { } most
            ? string.Create(CultureInfo.InvariantCulture, $"you can {Side(order)} gifts worth at most {most} coins a minute")
            : $"you can {Side(order)} fewer gifts a minute",
        ActionKind.FreezeGifts => $"you can {Side(order)} no gifts",
        ActionKind.HideMessage => "what you wrote is hidden",
        ActionKind.SlowChat => "the chat of this LIVE is slowed down",
        ActionKind.HideTile => "your picture and sound are hidden",
        ActionKind.AgeCheckInvite => "you are asked for an age check; this alone restricts nothing",
        ActionKind.PauseLive => "this LIVE is paused",
        ActionKind.CutLive => "this LIVE is ended and cannot be started again",
        ActionKind.HoldPayout => "payouts to you are on hold",
        _ => throw new ArgumentOutOfRangeException(nameof(order), order.Kind, "no notice is known for this order"),
    };

    public override string Time(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    public override string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public override string Ground(string text, string? reference) => reference is null ? text : $"{text} ({reference})";

    public override string Plain(string until, string what, string ground) => $"Until {until}: {what}. The rule: {ground}";

    public override string UntilSentence(string until, string what) => $"Until {until}: {what}.";

    public override string GroundSentence(string ground) => $"The rule: {ground}";

    public override string Lifted(string what, string since, bool wasFoundWrong) =>
        $"Since {since} this no longer holds: {what}.{(wasFoundWrong ? " A person looked again and found the report wrong." : "")}";

    public override IReadOnlyList<string> Facts(ActionRecord order) => [.. order.Reasons.Select(reason => reason.Text).Where(text => text.Length > 0)];

    public override string Automation(bool isFoundByMachine, bool isConfirmedByPerson) => (isFoundByMachine, isConfirmedByPerson) switch
    {
        (true, false) => "A machine found this and decided it; no person has looked at it yet.",
        (true, true) => "A machine found this, and a person confirmed it before anything was done.",
        (false, false) => "Somebody reported this, and a machine decided it; no person of ours has looked at it yet.",
        _ => "Somebody reported this, and a person decided it.",
    };

    public override string ReferenceToCome => "the reference of the order will stand here";

    public override string Appeal(string? address) => address ?? "reply to this notice";

    public override string Redress(string appeal, string by) =>
        $"You can contest this free of charge until {by}: {appeal}. A person decides who had no part in the decision. "
        + "You can also turn to a certified body for out-of-court dispute settlement, or to a court.";

    private static string Side(ActionRecord order) => order.Subject.Kind == SubjectKind.Gifter ? "send" : "receive";
}
