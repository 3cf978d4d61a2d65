using Moderation.Core.Evidence.Text;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions.Text;

/// <summary>A conversation in which one account draws another in as grooming does. Urgent, and for people alone to judge.</summary>
/// <remarks>One aspect never suffices, however often it comes: relatives and teachers ask for ages and classes too. Nor does one line, whatever it says.</remarks>
internal sealed class GroomingPolicy(GroomingPolicyOptions options) : ITextPolicy
{
    public string Name => "text.grooming_pattern";

    public string Hash { get; } = RuleHash.Of("text.grooming_pattern", RuleHash.OfOptions(options));

    public ReportPriority Priority => ReportPriority.Urgent;

    public int Channel => TextChannel.Any;

    public bool Concerns(TextRole role) => role == TextRole.Pair;

    public RungStanding Evaluate(TextSubject subject, DateTimeOffset now)
    {
        var reading = Read(subject, now);
        var isPattern = reading.Lines >= options.MinLines && (reading.AspectCount >= options.MinAspects || reading.IsLure);
        return isPattern || (reading.IsAgeAndSexual && reading.Lines >= options.MinLinesOfAgeAndSexual)
            ? RungStanding.Reached
            : reading.Lines > 0 ? RungStanding.Holding
            : RungStanding.Below;
    }

    public IReadOnlyList<Reason> Explain(TextSubject subject, DateTimeOffset now)
    {
        var reading = Read(subject, now);
        var touched = string.Join(", ", Enum.GetValues<ConversationAspect>().Where(aspect => (reading.Aspects >> (int)aspect & 1) != 0).Select(WireWord.From));
        return
        [
            Say.That("conversation", $"Over at least {reading.Lines} lines to the same account, the conversation touched {touched}."),
            Say.That("conversation_rank", $"It ranks {reading.Rank:0.00} of 1; that orders conversations and is no probability."),
            Say.HumanReview,
        ];
    }

    private static ConversationReading Read(TextSubject subject, DateTimeOffset now) => subject.Conversation?.At(now) ?? default;
}
