using System.Numerics;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Evidence.Text;

/// <summary>What one scored line says, in the form that evidence keeps. It holds no text: the signal it is read from has none.</summary>
internal readonly record struct LineReading
{
    // The rules that name a way out of the platform exactly; a web address alone is none, shops and news have them.
    private const uint ExactRules = 1u << (int)TextRule.Handle | 1u << (int)TextRule.Phone | 1u << (int)TextRule.Email
        | 1u << (int)TextRule.PaymentTag | 1u << (int)TextRule.Iban | 1u << (int)TextRule.Wallet | 1u << (int)TextRule.PrepaidCode;

    // Of the flagged labels, in the order of their bits; null where none is flagged.
    private readonly double[]? _scores;

    private LineReading(TextSignal signal, bool isByNewAccount)
    {
        (At, Line, MessageId, Author, Language) = (signal.At.ToUniversalTime(), signal.Line, signal.MessageId, signal.AuthorId, signal.Language);
        IsByNewAccount = isByNewAccount;
        // By index: enumerating an interface would put an enumerator on the heap for every line.
        for (var i = 0; i < signal.Scores.Count; i++)
        {
            if (signal.Scores[i].Flagged)
                Labels |= 1u << (int)signal.Scores[i].Label;
        }

        if (Labels != 0)
            _scores = new double[BitOperations.PopCount(Labels)];
        for (var i = 0; i < signal.Scores.Count; i++)
        {
            var score = signal.Scores[i];
            if (score.Flagged)
                _scores![Place((int)score.Label)] = Math.Max(_scores[Place((int)score.Label)], score.Score);
        }

        for (var i = 0; i < signal.Rules.Count; i++)
            Rules |= 1u << (int)signal.Rules[i].Rule;
        Aspects = AspectsOf(Labels, Rules);
    }

    private LineReading(StateReader reader)
    {
        (At, Line, MessageId, Author, Language, IsByNewAccount) =
            (reader.ReadTime(), reader.ReadRef(), reader.ReadText(), reader.ReadIdOrNull<UserId>(), reader.ReadString(), reader.ReadBool());
        (Labels, Rules) = ((uint)reader.ReadLong(), (uint)reader.ReadLong());
        if (Labels != 0)
            _scores = new double[BitOperations.PopCount(Labels)];
        for (var i = 0; i < (_scores?.Length ?? 0); i++)
            _scores![i] = reader.ReadDouble();
        Aspects = AspectsOf(Labels, Rules);
    }

    public DateTimeOffset At { get; }

    public RecordRef Line { get; }

    public string MessageId { get; }

    public UserId? Author { get; }

    /// <summary>The language in which it was read; null where the signal told none.</summary>
    public string? Language { get; }

    public bool IsByNewAccount { get; }

    /// <summary>The flagged labels as bits.</summary>
    public uint Labels { get; }

    /// <summary>The rules that hit as bits.</summary>
    public uint Rules { get; }

    /// <summary>What it adds to a conversation, as bits.</summary>
    public uint Aspects { get; }

    /// <summary>Whether a rule names a way out of the platform exactly.</summary>
    public bool IsExact => (Rules & ExactRules) != 0;

    /// <summary>Reads a signal; what it holds besides is let go.</summary>
    public static LineReading Of(TextSignal signal, TimeSpan newAccountAge) =>
        new(signal, signal.AuthorSince is { } since && signal.At - since < newAccountAge);

    public bool Has(uint labels) => (Labels & labels) != 0;

    /// <summary>The highest calibrated score among the flagged labels asked for, 0..1; 0 when none is flagged.</summary>
    public double Score(uint labels)
    {
        var highest = 0.0;
        for (var rest = Labels & labels; rest != 0; rest &= rest - 1)
            highest = Math.Max(highest, _scores![Place(BitOperations.TrailingZeroCount(rest))]);
        return highest;
    }

    /// <summary>Writes it down.</summary>
    public void Save(StateWriter writer)
    {
        writer.Write(At);
        writer.Write(Line);
        writer.Write(MessageId);
        writer.Write(Author?.Value);
        writer.Write(Language);
        writer.Write(IsByNewAccount);
        writer.Write((long)Labels);
        writer.Write((long)Rules);
        foreach (var score in _scores ?? [])
            writer.Write(score);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <remarks>Errors: <see cref="FormatException"/>.</remarks>
    public static LineReading Restore(StateReader reader) => new(reader);

    private int Place(int label) => BitOperations.PopCount(Labels & (1u << label) - 1);

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
