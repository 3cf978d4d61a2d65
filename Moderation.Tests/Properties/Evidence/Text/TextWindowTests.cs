using System.ComponentModel.DataAnnotations;
using CsCheck;
using Moderation.Core.Evidence.Text;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Properties.Evidence.Text;

public sealed class TextWindowTests
{
    private static readonly TextEvidenceOptions Options = new() { KeptLines = 40 };
    private static readonly TextLabel[] Labels = Enum.GetValues<TextLabel>();
    private static readonly TextRule[] Rules = Enum.GetValues<TextRule>();
    private static readonly TextRule[] Exact = [TextRule.Handle, TextRule.Phone, TextRule.Email, TextRule.PaymentTag, TextRule.Iban, TextRule.Wallet, TextRule.PrepaidCode];

    private static readonly Gen<TextSignal[]> Lines = Gen.Select(
        Gen.Double[0, 3600], Gen.Int[0, 12], Gen.Int[0, Labels.Length - 1].HashSet[0, 4], Gen.Int[0, Rules.Length - 1].HashSet[0, 2], Gen.Double[0, 1])
        .Select((second, who, labels, rules, score) =>
            TextLines.Line(second, "m", TextLines.User(who)).By(who).Flagged(score, [.. labels.Select(l => Labels[l])]).Hit([.. rules.Select(r => Rules[r])])).Array[0, 100];

    private static readonly Gen<uint> Masks = Gen.Int[0, TextChannel.Count - 1].Select(TextChannel.LabelsOf);

    [Fact]
    public void Counts_over_any_window_agree_with_counting_the_kept_lines_naively() => Gen.Select(Lines, Masks, Gen.Double[5, 3600]).Sample((lines, labels, seconds) =>
    {
        var (evidence, now, window) = (Fold(lines), LiveLog.Start.AddSeconds(3600), TimeSpan.FromSeconds(seconds));
        var inside = Kept(lines).Where(l => now - l.At <= window).ToList();
        var flagged = inside.Where(l => l.Scores.Any(s => (labels >> (int)s.Label & 1) != 0)).ToList();
        Assert.Equal(flagged.Count, evidence.Lines(labels, now, window));
        Assert.Equal(flagged.Count(l => l.Rules.Any(r => Exact.Contains(r.Rule))), evidence.ExactLines(labels, now, window));
        var authors = flagged.GroupBy(l => l.AuthorId).ToList();
        Assert.Equal((authors.Count, authors.Count(a => IsNew(a.Last()))), evidence.Authors(labels, now, window));
        foreach (var rule in Rules)
            Assert.Equal(inside.Count(l => l.Rules.Any(r => r.Rule == rule)), evidence.Hits(1u << (int)rule, now, window));

        static bool IsNew(TextSignal line) => line.At - line.AuthorSince < TimeSpan.FromDays(7);
    });

    [Fact]
    public void All_lines_over_a_window_are_those_of_the_window_to_a_bucket() => Gen.Select(Lines, Gen.Double[5, 3600]).Sample((lines, seconds) =>
    {
        var (evidence, now) = (Fold(lines), LiveLog.Start.AddSeconds(3600));
        Assert.InRange(evidence.AllLines(now, TimeSpan.FromSeconds(seconds)), Inside(seconds), Inside(seconds + 60));
        Assert.InRange(evidence.AllLines(now), Inside(600), Inside(660));

        int Inside(double back) => lines.Count(l => now - l.At <= TimeSpan.FromSeconds(back));
    });

    [Fact]
    public void Windows_left_out_are_those_of_the_options() => Gen.Select(Lines, Masks).Sample((lines, labels) =>
    {
        var (evidence, now) = (Fold(lines), LiveLog.Start.AddSeconds(3600));
        Assert.Equal(evidence.Lines(labels, now, Options.Window), evidence.Lines(labels, now));
        Assert.Equal(evidence.ExactLines(labels, now, Options.Window), evidence.ExactLines(labels, now));
        Assert.Equal(evidence.Hits(labels, now, Options.Window), evidence.Hits(labels, now));
        Assert.Equal(evidence.Authors(labels, now, Options.Window), evidence.Authors(labels, now));
    });

    [Fact]
    public void A_group_takes_the_highest_score_of_its_labels_from_each_line() => Gen.Select(Lines, Masks).Sample((lines, labels) =>
    {
        foreach (var line in lines)
            Assert.Equal(line.Scores.Where(s => (labels >> (int)s.Label & 1) != 0).Select(s => s.Score).DefaultIfEmpty(0).Max(), LineReading.Of(line, Options.NewAccountAge).Score(labels));
    });

    [Fact]
    public void Unflagged_scores_are_nothing_and_a_label_told_twice_counts_with_its_higher_score()
    {
        var line = TextLines.Line(0, "m") with { Scores = [new(TextLabel.Toxic, 0.9, false), new(TextLabel.Threat, 0.3, true), new(TextLabel.Scam, 0.6, true), new(TextLabel.Threat, 0.4, true)] };
        var reading = LineReading.Of(line, Options.NewAccountAge);
        Assert.Equal((0, 0.4, 0.6, 0.6), (reading.Score(1u << (int)TextLabel.Toxic), reading.Score(TextChannel.HostileLabels), reading.Score(TextChannel.SolicitationLabels), reading.Score(uint.MaxValue)));
    }

    [Fact]
    public void Every_label_and_group_has_a_channel_and_nothing_else_has()
    {
        for (var channel = 0; channel < TextChannel.Count; channel++)
            Assert.Equal(channel, TextChannel.Of(TextChannel.LabelsOf(channel)));
        Assert.Equal(TextChannel.Any, TextChannel.Of(TextChannel.AllLabels));
        Assert.Equal(TextChannel.AllLabels & ~TextChannel.HostileLabels, TextChannel.SolicitationLabels);
        Assert.Throws<ArgumentOutOfRangeException>(() => TextChannel.Of(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TextChannel.Of(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => TextChannel.Of(1u << TextChannel.LabelCount));
    }

    [Fact]
    public void Solicitation_has_a_rate_a_share_and_a_run_of_its_own()
    {
        var evidence = Fold([TextLines.Line(0, "a").Flagged(0.8, TextLabel.Scam, TextLabel.GiftBegging), TextLines.Line(30, "b").Flagged(0.9, TextLabel.Toxic), TextLines.Line(40, "c").Flagged(0.5, TextLabel.Grooming)]);
        var now = LiveLog.Start.AddSeconds(40);
        Assert.Equal(40, evidence.SustainedSeconds(TextChannel.Solicitation, now));
        Assert.Equal((0.8 * Math.Pow(2, -40 / 120.0) + 0.5) * Math.Log(2) / 2, evidence.PerMinute(TextChannel.Solicitation, now), 1e-12);
        Assert.InRange(evidence.Share(TextChannel.Solicitation, now), 0.4, 0.5);
    }

    [Fact]
    public void Reading_allocates_nothing_and_neither_does_a_line_that_is_only_seen()
    {
        var evidence = new TextEvidence(Options);
        for (var second = 0; second < 4_000; second++)
            evidence.See(LiveLog.Start.AddSeconds(second));
        for (var second = 3_900; second < 4_000; second++)
            evidence.Add(LineReading.Of(TextLines.Line(second, "m", TextLines.User(second)).Flagged(0.7, TextLabel.Toxic), Options.NewAccountAge));
        Read(4_000);
        Assert.Equal(0, Allocation.Of(100, i =>
        {
            evidence.See(LiveLog.Start.AddSeconds(4_000 + i));
            Read(4_000 + i);
        }));

        void Read(double second)
        {
            var now = LiveLog.Start.AddSeconds(second);
            var sum = evidence.AllLines(now) + evidence.Lines(uint.MaxValue, now) + evidence.ExactLines(uint.MaxValue, now) + evidence.Hits(uint.MaxValue, now) + evidence.Authors(uint.MaxValue, now).All
                + evidence.PerMinute(TextChannel.Any, now) + evidence.Share(TextChannel.Any, now) + evidence.SustainedSeconds(TextChannel.Any, now);
            Assert.True(sum > 0);
        }
    }

    [Fact]
    public void Samples_must_be_remembered_for_at_least_as_long_as_late_lines_are_taken()
    {
        var options = new TextEvidenceOptions { Window = TimeSpan.FromMinutes(20), RememberFor = TimeSpan.FromMinutes(19) };
        var fault = Assert.Single(options.Validate(new ValidationContext(options)));
        Assert.Contains(nameof(TextEvidenceOptions.RememberFor), fault.MemberNames);
    }

    private static IEnumerable<TextSignal> Kept(TextSignal[] lines) => lines.OrderBy(l => l.At).TakeLast(Options.KeptLines);

    private static TextEvidence Fold(TextSignal[] lines)
    {
        var evidence = new TextEvidence(Options);
        foreach (var line in lines)
        {
            evidence.See(line.At);
            evidence.Add(LineReading.Of(line, Options.NewAccountAge));
        }

        return evidence;
    }
}
