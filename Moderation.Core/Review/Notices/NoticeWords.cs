using Moderation.Core.Wire;

namespace Moderation.Core.Review.Notices;

/// <summary>How notices speak in one language.</summary>
internal abstract class NoticeWords
{
    public static NoticeWords Of(NoticeLanguage language) => language switch
    {
        NoticeLanguage.En => new EnglishNotice(),
        NoticeLanguage.Fr => new FrenchNotice(),
        _ => throw new ArgumentOutOfRangeException(nameof(language), language, "no notice is written in this language"),
    };

    /// <summary>What an order does to its subject, as the end of a sentence without its point.</summary>
    public abstract string What(ActionRecord order);

    /// <summary>A time that can stand behind "until" and "since".</summary>
    public abstract string Time(DateTimeOffset at);

    public abstract string Day(DateOnly day);

    /// <summary>The rule with where it stands.</summary>
    public abstract string Ground(string text, string? reference);

    /// <summary>The text for an order whose sheet has none.</summary>
    public abstract string Plain(string until, string what, string ground);

    /// <summary>The sentence on until when, for a sheet's text that does not say it.</summary>
    public abstract string UntilSentence(string until, string what);

    /// <summary>The sentence on the rule, for a sheet's text that does not say it.</summary>
    public abstract string GroundSentence(string ground);

    /// <summary>The text for an order that takes one back.</summary>
    public abstract string Lifted(string what, string since, bool wasFoundWrong);

    public abstract string FactsHeading { get; }

    /// <summary>What an order rests on, one sentence per reason.</summary>
    public abstract IReadOnlyList<string> Facts(ActionRecord order);

    public abstract string Automation(bool isFoundByMachine, bool isConfirmedByPerson);

    /// <summary>What stands in an address for the reference of an order that is not given yet.</summary>
    public abstract string ReferenceToCome { get; }

    /// <summary>Where to appeal, as the end of a sentence.</summary>
    public abstract string Appeal(string? address);

    /// <summary>The paragraph on the ways to contest it.</summary>
    public abstract string Redress(string appeal, string by);
}
