using Moderation.Core.Evidence.Text;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions.Text;

/// <summary>A raid: many different new accounts with hostile lines in a short time, far more of them than the live ordinarily has.</summary>
internal sealed class RaidPolicy(RaidPolicyOptions options, double hysteresis) : ITextPolicy
{
    private const double MostNeededShare = 0.9;

    public string Name => "text.raid";

    public string Hash { get; } = RuleHash.Of("text.raid", RuleHash.OfOptions(options), RuleHash.Text(hysteresis));

    public ReportPriority Priority => ReportPriority.High;

    public int Channel => TextChannel.Hostility;

    public bool Concerns(TextRole role) => role == TextRole.Live;

    public RungStanding Evaluate(TextSubject subject, DateTimeOffset now)
    {
        var (all, fresh) = subject.Evidence.Authors(TextChannel.HostileLabels, now, options.Within);
        return fresh >= options.MinNewAuthors && fresh >= NeededShare(subject, now) * all ? RungStanding.Reached
            : fresh >= options.MinNewAuthors * (1 - hysteresis) ? RungStanding.Holding
            : RungStanding.Below;
    }

    public IReadOnlyList<Reason> Explain(TextSubject subject, DateTimeOffset now)
    {
        var (all, fresh) = subject.Evidence.Authors(TextChannel.HostileLabels, now, options.Within);
        return
        [
            Say.That("new_authors", $"At least {fresh} different new accounts wrote hostile lines within {options.Within.TotalSeconds:0} s; {options.MinNewAuthors} are needed."),
            Say.That("new_share", $"They are {100.0 * fresh / all:0} % of the authors of such lines, at or above {NeededShare(subject, now) * 100:0.#} %."),
            Say.That("ordinary_share", $"New accounts ordinarily write {Ordinary(subject, now) * 100:0.#} % of this live's lines."),
            Say.HumanReview,
        ];
    }

    private double NeededShare(TextSubject subject, DateTimeOffset now) =>
        Math.Max(options.MinShare, Math.Min(MostNeededShare, Ordinary(subject, now) * options.ShareFactor));

    private static double Ordinary(TextSubject subject, DateTimeOffset now) => subject.Ordinary?.At(now) ?? 0;
}
