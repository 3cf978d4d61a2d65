using Moderation.Core.Evidence.Text;
using Moderation.Core.Policies;
using Moderation.Core.Statistics;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>Writes down what a rung rests on: what it read, and which frames or lines that came from.</summary>
internal static class EvidenceWriter
{
    public static EvidenceSummary Summarise(LiveRoom room, Subject subject, CompiledRung rule)
    {
        var uses = rule.When.Facts;
        var facts = uses.Select(use => new FactReading(use.ToString(), Value(subject.Read(use, room.Now)), use.Fact.Unit)).ToList();
        if (subject.Person?.Leading is { Evidence: { Under18: { } belief, MeanReadYears: { } years } age } track && uses.Any(use => use.Fact.Group == FactGroups.Age))
        {
            var interval = age.Under18Interval;
            return new AgeEvidenceSummary
            {
                Belief = WireRounding.Share(belief),
                BeliefLow = interval is { Low: var low } ? WireRounding.Share(low) : null,
                BeliefHigh = interval is { High: var high } ? WireRounding.Share(high) : null,
                Gaps = age.Gaps(room.Now),
                ClearFaceSeconds = WireRounding.Seconds(age.ClearFaceSeconds),
                ClearFaces = age.ClearFaces,
                PoorFaces = subject.Person.PoorFaces,
                MeanReadYears = WireRounding.Years(years),
                EffectiveFaces = WireRounding.Faces(age.EffectiveFaces),
                Frames = track.NewestFrames(),
                Models = room.Models.OfFrames,
                Facts = facts,
            };
        }

        return Text(subject, room, uses) is { } evidence
            ? Lines(room, subject, evidence, uses, facts)
            : new FactEvidenceSummary { Models = [], Facts = facts };
    }

    private static double? Value(double value) => double.IsNaN(value) ? null : Math.Round(value, 4);

    /// <summary>The lines that the first text fact speaks of; null where the rung reads none.</summary>
    private static TextEvidence? Text(Subject subject, LiveRoom room, IReadOnlyList<FactUse> uses)
    {
        foreach (var use in uses)
        {
            if (use.Fact.Group == FactGroups.Text)
                return use.Fact.Name.Split('.')[0] switch { "heard" => subject.Heard, "chat" => room.Subjects.Live.Said, _ => subject.Said };
        }

        return null;
    }

    private static TextEvidenceSummary Lines(LiveRoom room, Subject subject, TextEvidence evidence, IReadOnlyList<FactUse> uses, List<FactReading> facts)
    {
        var labels = uses.Where(use => use.Fact is { Group: FactGroups.Text, Argument: FactArgument.Label }).Select(use => use.Mask).ToList();
        var mask = labels.Aggregate(0u, (all, one) => all | one);
        var conversation = mask == 0 ? subject.Conversation?.At(room.Now) : null;
        var lines = evidence.Kept.Reverse().TakeWhile(line => room.Now - line.At <= room.Rules.Text.Window)
            .Where(line => conversation is null ? line.Has(mask) : line.Aspects != 0).ToList();
        var cited = lines.Take(TextEvidenceSummary.MaxCitedLines).ToList();
        Interval? interval = mask == 0 ? null : evidence.PerMinuteInterval(TextChannel.Of(labels[0]), room.Now);
        return new TextEvidenceSummary
        {
            Lines = [.. cited.Select(line => line.Line)],
            MessageIds = [.. cited.Select(line => line.MessageId)],
            LinesSeen = evidence.LinesSeen,
            FlaggedLines = lines.Count,
            RatePerMinute = mask == 0 ? 0 : WireRounding.Rate(evidence.PerMinute(TextChannel.Of(labels[0]), room.Now)),
            RateLow = interval is { Low: var low } ? WireRounding.Rate(low) : null,
            RateHigh = interval is { High: var high } ? WireRounding.Rate(high) : null,
            Gaps = evidence.Gaps(room.Now),
            DistinctAuthors = lines.Select(line => line.Author).OfType<UserId>().Distinct().Count(),
            SustainedSeconds = mask == 0 ? 0 : WireRounding.Seconds(evidence.SustainedSeconds(TextChannel.Of(labels[0]), room.Now)),
            Labels = [.. Enum.GetValues<TextLabel>().Select(label => Count(lines, label)).Where(label => label.Count > 0)],
            Rules = [.. Enum.GetValues<TextRule>()
                .Select(hit => new RuleEvidence(hit, lines.Count(line => (line.Rules >> (int)hit & 1) != 0))).Where(hit => hit.Count > 0)],
            Languages = Languages(lines),
            Aspects = conversation is { } found ? [.. Enum.GetValues<ConversationAspect>().Where(aspect => (found.Aspects >> (int)aspect & 1) != 0)] : [],
            ConversationRank = conversation is { } ranked ? WireRounding.Share(ranked.Rank) : null,
            NewAuthors = subject.Kind == SubjectKind.Live
                ? lines.Where(line => line.IsByNewAccount).Select(line => line.Author).OfType<UserId>().Distinct().Count()
                : null,
            Models = room.Models.OfLines,
            Facts = facts,
        };
    }

    private static IReadOnlyList<LanguageEvidence> Languages(List<LineReading> lines) =>
    [
        .. lines.Where(line => !string.IsNullOrEmpty(line.Language)).CountBy(line => line.Language!, StringComparer.Ordinal)
            .Select(language => new LanguageEvidence(language.Key, language.Value)).OrderBy(language => language.Language, StringComparer.Ordinal),
    ];

    private static LabelEvidence Count(List<LineReading> lines, TextLabel label)
    {
        var flagged = lines.Where(line => line.Has(1u << (int)label)).ToList();
        return new LabelEvidence(label, flagged.Count, flagged.Count == 0 ? 0 : WireRounding.Share(flagged.Max(line => line.Score(1u << (int)label))));
    }
}
