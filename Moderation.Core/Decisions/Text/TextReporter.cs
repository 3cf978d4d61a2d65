using System.Globalization;
using Moderation.Core.Evidence.Text;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions.Text;

/// <summary>Writes the reports that follow from one text line. Reused from line to line.</summary>
internal sealed class TextReporter(LiveId liveId, TextRules rules)
{
    private const string Rung = "report";
    private List<ReportRecord>? _reports;
    private RecordRef _decidedBy;
    private IReadOnlyList<ModelRef> _models = [];

    /// <summary>The live's clock.</summary>
    public DateTimeOffset Now { get; private set; }

    public IReadOnlyList<ReportRecord> Reports => (IReadOnlyList<ReportRecord>?)_reports ?? [];

    public void Begin(DateTimeOffset now, RecordRef decidedBy, IReadOnlyList<ModelRef> models) =>
        (_reports, Now, _decidedBy, _models) = (null, now, decidedBy, models);

    /// <summary>Reports that a subject has just reached a policy's threshold; the episode begins now.</summary>
    public void Report(TextSubject subject, BoundTextPolicy rule)
    {
        var whom = subject.Whom;
        (_reports ??= []).Add(new ReportRecord
        {
            V = WireVersion.Current,
            ReportId = DerivedId.From<ReportId>(
                "rep", liveId.Value, whom.ToString(), rule.Ref.Hash, Rung, Now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), $"{subject.Role}"),
            DecisionId = DerivedId.From<DecisionId>("dec", liveId.Value, whom.ToString(), rule.Ref.Hash, Rung, Now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
            LiveId = liveId,
            Subject = whom,
            Policy = rule.Ref,
            Rung = Rung,
            Priority = rule.Policy.Priority,
            RaisedAt = Now,
            EpisodeStartedAt = Now,
            Reasons = rule.Policy.Explain(subject, Now),
            Evidence = Summarise(subject, rule.Policy),
            DecidedBy = _decidedBy,
        });
    }

    private TextEvidenceSummary Summarise(TextSubject subject, ITextPolicy policy)
    {
        var (evidence, channel) = (subject.Evidence, policy.Channel);
        var conversation = channel == TextChannel.Any ? subject.Conversation?.At(Now) : null;
        var lines = evidence.Kept.Reverse().TakeWhile(line => Now - line.At <= rules.Evidence.Window)
            .Where(line => conversation is null ? line.Has(TextChannel.LabelsOf(channel)) : line.Aspects != 0).ToList();
        var cited = lines.Take(TextEvidenceSummary.MaxCitedLines).ToList();
        return new TextEvidenceSummary
        {
            Lines = [.. cited.Select(line => line.Line)],
            MessageIds = [.. cited.Select(line => line.MessageId)],
            LinesSeen = evidence.LinesSeen,
            FlaggedLines = lines.Count,
            RatePerMinute = WireRounding.Rate(evidence.PerMinute(channel, Now)),
            DistinctAuthors = subject.Role is TextRole.Addressee or TextRole.Live
                ? lines.Select(line => line.Author).OfType<UserId>().Distinct().Count()
                : 1,
            SustainedSeconds = WireRounding.Seconds(evidence.SustainedSeconds(channel, Now)),
            Labels = [.. Enum.GetValues<TextLabel>().Select(label => Count(lines, label)).Where(label => label.Count > 0)],
            Rules = [.. Enum.GetValues<TextRule>()
                .Select(hit => new RuleEvidence(hit, lines.Count(line => (line.Rules >> (int)hit & 1) != 0))).Where(hit => hit.Count > 0)],
            Aspects = conversation is { } found ? [.. Enum.GetValues<ConversationAspect>().Where(aspect => (found.Aspects >> (int)aspect & 1) != 0)] : [],
            ConversationRank = conversation is { } ranked ? WireRounding.Share(ranked.Rank) : null,
            NewAuthors = subject.Role == TextRole.Live
                ? lines.Where(line => line.IsByNewAccount).Select(line => line.Author).OfType<UserId>().Distinct().Count()
                : null,
            Models = _models,
        };
    }

    private static LabelEvidence Count(List<LineReading> lines, TextLabel label)
    {
        var flagged = lines.Where(line => line.Has(1u << (int)label)).ToList();
        return new LabelEvidence(label, flagged.Count, flagged.Count == 0 ? 0 : WireRounding.Share(flagged.Max(line => line.Score(1u << (int)label))));
    }
}
