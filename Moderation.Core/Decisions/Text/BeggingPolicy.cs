using Moderation.Core.Wire;

namespace Moderation.Core.Decisions.Text;

/// <summary>Somebody on screen begs for gifts insistently: with something promised in exchange, or without it for much longer and more often.</summary>
internal sealed class BeggingPolicy(BeggingPolicyOptions options, double hysteresis) : ITextPolicy
{
    private const uint Begging = 1u << (int)TextLabel.GiftBegging;
    private const uint Inducement = 1u << (int)TextLabel.QuidProQuo;

    public string Name => "text.begging_with_inducement";

    public string Hash { get; } = RuleHash.Of("text.begging_with_inducement", RuleHash.OfOptions(options), RuleHash.Text(hysteresis));

    public ReportPriority Priority => ReportPriority.Normal;

    public int Channel => (int)TextLabel.GiftBegging;

    public bool Concerns(TextRole role) => role == TextRole.Speaker;

    public RungStanding Evaluate(TextSubject subject, DateTimeOffset now)
    {
        var evidence = subject.Evidence;
        var (leastRate, leastLines, leastSustained) = Needed(subject, now);
        var rate = evidence.PerMinute(Channel, now);
        if (rate >= leastRate && evidence.Share(Channel, now) >= options.MinShare && evidence.Lines(Begging, now) >= leastLines
            && evidence.SustainedSeconds(Channel, now) >= leastSustained.TotalSeconds)
        {
            return RungStanding.Reached;
        }

        // An episode that a promise began does not end because the promise has left the window.
        return rate >= options.MinPerMinute * (1 - hysteresis) ? RungStanding.Holding : RungStanding.Below;
    }

    public IReadOnlyList<Reason> Explain(TextSubject subject, DateTimeOffset now)
    {
        var evidence = subject.Evidence;
        var (leastRate, leastLines, leastSustained) = Needed(subject, now);
        return
        [
            Say.That("begging_rate", $"Begging lines come at {evidence.PerMinute(Channel, now):0.0} a minute, at or above {leastRate:0.0#}."),
            Say.That("begging_share", $"They are {evidence.Share(Channel, now) * 100:0.0} % of this person's lines, at or above {options.MinShare * 100:0.#} %."),
            Say.That("sustained", $"At least {evidence.Lines(Begging, now)} of them came over {evidence.SustainedSeconds(Channel, now):0} s; {leastLines} over {leastSustained.TotalSeconds:0} s are needed."),
            IsInduced(subject, now)
                ? Say.That("inducement", $"At least {evidence.Lines(Inducement, now)} lines promise something for a gift; {options.MinInducements} make the lower threshold hold.")
                : Say.That("no_inducement", $"Nothing is promised for a gift often enough, so the higher threshold holds."),
            Say.HumanReview,
        ];
    }

    private (double Rate, int Lines, TimeSpan Sustained) Needed(TextSubject subject, DateTimeOffset now) => IsInduced(subject, now)
        ? (options.MinPerMinute, options.MinLines, options.MinSustained)
        : (options.MinPerMinuteWithout, options.MinLinesWithout, options.MinSustainedWithout);

    private bool IsInduced(TextSubject subject, DateTimeOffset now) => subject.Evidence.Lines(Inducement, now) >= options.MinInducements;
}
