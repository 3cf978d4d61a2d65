using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Evidence.Text;

/// <summary>What one scored line says, in the form that evidence keeps. It holds no text: the signal it is read from has none.</summary>
internal readonly record struct LineReading
{
    // The rules that name a way out of the platform exactly; a web address alone is none, shops and news have them.
    private const uint ExactRules = 1u << (int)TextRule.Handle | 1u << (int)TextRule.Phone | 1u << (int)TextRule.Email
        | 1u << (int)TextRule.PaymentTag | 1u << (int)TextRule.Iban | 1u << (int)TextRule.Wallet | 1u << (int)TextRule.PrepaidCode;

    private LineReading(TextSignal signal, bool isByNewAccount)
    {
        (At, Line, MessageId, Author, Scores) = (signal.At, signal.Line, signal.MessageId, signal.AuthorId, signal.Scores);
        IsByNewAccount = isByNewAccount;
        // By index: enumerating an interface would put an enumerator on the heap for every line.
        for (var i = 0; i < signal.Scores.Count; i++)
        {
            if (signal.Scores[i].Flagged)
                Labels |= 1u << (int)signal.Scores[i].Label;
        }

        for (var i = 0; i < signal.Rules.Count; i++)
            Rules |= 1u << (int)signal.Rules[i].Rule;
        Aspects = AspectsOf(Labels, Rules);
    }

    public DateTimeOffset At { get; }

    public RecordRef Line { get; }

    public string MessageId { get; }

    public UserId? Author { get; }

    public bool IsByNewAccount { get; }

    /// <summary>The flagged labels as bits.</summary>
    public uint Labels { get; }

    /// <summary>The rules that hit as bits.</summary>
    public uint Rules { get; }

    /// <summary>What it adds to a conversation, as bits.</summary>
    public uint Aspects { get; }

    private IReadOnlyList<LabelScore> Scores { get; }

    /// <summary>Whether a rule names a way out of the platform exactly.</summary>
    public bool IsExact => (Rules & ExactRules) != 0;

    public static LineReading Of(TextSignal signal, TimeSpan newAccountAge) =>
        new(signal, signal.AuthorSince is { } since && signal.At - since < newAccountAge);

    public bool Has(uint labels) => (Labels & labels) != 0;

    /// <summary>The highest calibrated score among the flagged labels asked for, 0..1; 0 when none is flagged.</summary>
    public double Score(uint labels)
    {
        var highest = 0.0;
        for (var i = 0; i < Scores.Count; i++)
        {
            if (Scores[i].Flagged && (labels >> (int)Scores[i].Label & 1) != 0)
                highest = Math.Max(highest, Scores[i].Score);
        }

        return highest;
    }

    private static uint AspectsOf(uint labels, uint rules)
    {
        return (Label(TextLabel.Grooming) | Rule(TextRule.AgeQuestion)) << (int)ConversationAspect.AgeOrSchool
            | (Label(TextLabel.OffplatformContact) | Rule(TextRule.Handle) | Rule(TextRule.Phone)) << (int)ConversationAspect.Contact
            | (Rule(TextRule.Secrecy) | Rule(TextRule.Alone)) << (int)ConversationAspect.Secrecy
            | Rule(TextRule.Meeting) << (int)ConversationAspect.Meeting
            | Label(TextLabel.SexualSolicitation) << (int)ConversationAspect.Sexual;

        uint Label(TextLabel label) => labels >> (int)label & 1;

        uint Rule(TextRule rule) => rules >> (int)rule & 1;
    }
}
