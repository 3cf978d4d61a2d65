using Moderation.Core.Wire;

namespace Moderation.Core.Decisions.Text;

/// <summary>Somebody pushes, again and again, to spend a parent's or relative's means.</summary>
internal sealed class MinorSpendingPolicy(MinorSpendingPolicyOptions options, double hysteresis) : ITextPolicy
{
    private const uint Push = 1u << (int)TextLabel.MinorSpending;

    public string Name => "text.minor_spending_push";

    public string Hash { get; } = RuleHash.Of("text.minor_spending_push", RuleHash.OfOptions(options), RuleHash.Text(hysteresis));

    public ReportPriority Priority => ReportPriority.Normal;

    public int Channel => (int)TextLabel.MinorSpending;

    public bool Concerns(TextRole role) => role is TextRole.Speaker or TextRole.Author;

    public RungStanding Evaluate(TextSubject subject, DateTimeOffset now)
    {
        var evidence = subject.Evidence;
        var rate = evidence.PerMinute(Channel, now);
        return rate >= options.MinPerMinute && evidence.Share(Channel, now) >= options.MinShare && evidence.Lines(Push, now) >= options.MinLines
            ? RungStanding.Reached
            : rate >= options.MinPerMinute * (1 - hysteresis) ? RungStanding.Holding
            : RungStanding.Below;
    }

    public IReadOnlyList<Reason> Explain(TextSubject subject, DateTimeOffset now) =>
    [
        Say.That("push_lines", $"At least {subject.Evidence.Lines(Push, now)} lines push to spend a relative's means; {options.MinLines} are needed."),
        Say.That("push_rate", $"They come at {subject.Evidence.PerMinute(Channel, now):0.0#} a minute, at or above {options.MinPerMinute:0.0#}."),
        Say.That("push_share", $"They are {subject.Evidence.Share(Channel, now) * 100:0.0} % of this person's lines, at or above {options.MinShare * 100:0.#} %."),
        Say.HumanReview,
    ];
}
