using Moderation.Core.Evidence.Text;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions.Text;

/// <summary>Somebody on screen draws viewers to contact or payment away from the platform, repeatedly.</summary>
internal sealed class DiversionPolicy(DiversionPolicyOptions options) : ITextPolicy
{
    public string Name => "text.offplatform_diversion";

    public string Hash { get; } = RuleHash.Of("text.offplatform_diversion", RuleHash.OfOptions(options));

    public ReportPriority Priority => ReportPriority.Normal;

    public int Channel => TextChannel.Diversion;

    public bool Concerns(TextRole role) => role == TextRole.Speaker;

    public RungStanding Evaluate(TextSubject subject, DateTimeOffset now)
    {
        var lines = subject.Evidence.Lines(TextChannel.DiversionLabels, now);
        // Who talks all day is flagged by mistake now and then; a share keeps that apart, and an exact way out needs none.
        var isMuch = Exact(subject, now) > 0 || subject.Evidence.Share(Channel, now) >= options.MinShare;
        return isMuch && lines >= Needed(subject, now) ? RungStanding.Reached : lines > 0 ? RungStanding.Holding : RungStanding.Below;
    }

    public IReadOnlyList<Reason> Explain(TextSubject subject, DateTimeOffset now) =>
    [
        Say.That("diversion_lines", $"At least {subject.Evidence.Lines(TextChannel.DiversionLabels, now)} lines lead to contact or payment away from the platform; {Needed(subject, now)} are needed."),
        Exact(subject, now) is > 0 and var exact
            ? Say.That("exact", $"{exact} of them name a handle, number, tag, account or code exactly.")
            : Say.That(
                "not_exact",
                $"None names a handle, number, tag, account or code exactly, so more lines are needed, and {options.MinShare * 100:0.#} % of this person's lines; they are {subject.Evidence.Share(Channel, now) * 100:0.0} %."),
        Say.HumanReview,
    ];

    private int Needed(TextSubject subject, DateTimeOffset now) => Exact(subject, now) > 0 ? options.MinLinesWithExact : options.MinLines;

    private static int Exact(TextSubject subject, DateTimeOffset now) => subject.Evidence.ExactLines(TextChannel.DiversionLabels, now);
}
