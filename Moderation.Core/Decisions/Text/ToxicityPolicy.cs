using Moderation.Core.Evidence.Text;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions.Text;

/// <summary>Sustained toxicity against one person: several authors against whom they speak to, or one author who keeps at another.</summary>
internal sealed class ToxicityPolicy(ToxicityPolicyOptions options, double hysteresis) : ITextPolicy
{
    public string Name => "text.toxicity_against_person";

    public string Hash { get; } = RuleHash.Of("text.toxicity_against_person", RuleHash.OfOptions(options), RuleHash.Text(hysteresis));

    public ReportPriority Priority => ReportPriority.Normal;

    public int Channel => TextChannel.Hostility;

    public bool Concerns(TextRole role) => role is TextRole.Addressee or TextRole.Pair;

    public RungStanding Evaluate(TextSubject subject, DateTimeOffset now)
    {
        var isOne = subject.Role == TextRole.Pair;
        var (rate, share) = (subject.Evidence.PerMinute(Channel, now), subject.Evidence.Share(Channel, now));
        var (least, leastShare) = isOne ? (options.MinPerMinuteOfOne, options.MinShareOfOne) : (options.MinPerMinute, options.MinShare);
        if (rate >= least && share >= leastShare
            && subject.Evidence.SustainedSeconds(Channel, now) >= options.MinSustained.TotalSeconds && HasEnough(subject, isOne, now))
        {
            return RungStanding.Reached;
        }

        return rate >= least * (1 - hysteresis) ? RungStanding.Holding : RungStanding.Below;
    }

    public IReadOnlyList<Reason> Explain(TextSubject subject, DateTimeOffset now)
    {
        var evidence = subject.Evidence;
        var isOne = subject.Role == TextRole.Pair;
        return
        [
            Say.That("hostile_rate", $"Hostile lines come at {evidence.PerMinute(Channel, now):0.0} a minute, at or above {(isOne ? options.MinPerMinuteOfOne : options.MinPerMinute):0.0#}."),
            Say.That("hostile_share", $"They are {evidence.Share(Channel, now) * 100:0.0} % of these lines, at or above {(isOne ? options.MinShareOfOne : options.MinShare) * 100:0.#} %."),
            Say.That("sustained", $"They have gone on for {evidence.SustainedSeconds(Channel, now):0} s, at or above {options.MinSustained.TotalSeconds:0}."),
            isOne
                ? Say.That("one_author", $"One author wrote at least {evidence.Lines(TextChannel.HostileLabels, now)} of them to the same person; {options.MinLinesOfOne} are needed.")
                : Say.That("distinct_authors", $"At least {Authors(subject, now)} different authors wrote them; {options.MinAuthors} are needed."),
            Say.HumanReview,
        ];
    }

    private bool HasEnough(TextSubject subject, bool isOne, DateTimeOffset now) => isOne
        ? subject.Evidence.Lines(TextChannel.HostileLabels, now) >= options.MinLinesOfOne
        : Authors(subject, now) >= options.MinAuthors;

    private static int Authors(TextSubject subject, DateTimeOffset now) => subject.Evidence.Authors(TextChannel.HostileLabels, now).All;
}
