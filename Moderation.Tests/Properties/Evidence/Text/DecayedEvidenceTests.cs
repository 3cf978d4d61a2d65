using CsCheck;
using Moderation.Core.Evidence.Text;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Properties.Evidence.Text;

public sealed class DecayedEvidenceTests
{
    private static readonly TextEvidenceOptions Options = new();
    private static readonly TextLabel[] Labels = Enum.GetValues<TextLabel>();

    // Second of event time, label and score of each flagged line.
    private static readonly Gen<(double Second, TextLabel Label, double Score)[]> Events =
        Gen.Select(Gen.Double[0, 1200], Gen.Int[0, Labels.Length - 1].Select(i => Labels[i]), Gen.Double[0, 1]).Array[1, 80];

    [Fact]
    public void Rate_is_the_sum_over_all_lines_of_a_weight_that_halves_with_each_half_life() => Events.Sample(events =>
    {
        var (evidence, now) = (Fold(events), LiveLog.Start.AddSeconds(1300));
        foreach (var label in Labels)
        {
            var sum = events.Where(e => e.Label == label).Sum(e => e.Score * Math.Pow(2, -(1300 - e.Second) / Options.HalfLife.TotalSeconds));
            Assert.Equal(sum * Math.Log(2) / Options.HalfLife.TotalMinutes, evidence.PerMinute((int)label, now), 1e-9);
        }
    });

    [Fact]
    public void Rates_do_not_depend_on_the_order_in_which_lines_arrive() => Gen.Select(Events, Gen.Int).Sample((events, seed) =>
    {
        var shuffled = events.ToArray();
        new Random(seed).Shuffle(shuffled);
        var (one, other, now) = (Fold(events), Fold(shuffled), LiveLog.Start.AddSeconds(1200));
        for (var channel = 0; channel < TextChannel.Count; channel++)
            Assert.Equal(one.PerMinute(channel, now), other.PerMinute(channel, now), 1e-9);
        Assert.Equal(one.SeenPerMinute(now), other.SeenPerMinute(now), 1e-9);
    });

    [Fact]
    public void Rate_is_bounded_by_the_number_of_lines_and_only_falls_while_none_comes() => Events.Sample(events =>
    {
        var evidence = Fold(events);
        var rates = Enumerable.Range(0, 20).Select(i => evidence.PerMinute(TextChannel.Any, LiveLog.Start.AddSeconds(1200 + 30 * i))).ToList();
        Assert.InRange(rates[0], 0, events.Length * Math.Log(2) / Options.HalfLife.TotalMinutes);
        Assert.Equal(rates.OrderDescending(), rates);
    });

    [Fact]
    public void Kept_lines_are_the_newest_by_event_time_whatever_the_order() => Gen.Select(Events, Gen.Int).Sample((events, seed) =>
    {
        var shuffled = events.ToArray();
        new Random(seed).Shuffle(shuffled);
        var evidence = Fold(shuffled, new TextEvidenceOptions { KeptLines = 20 });
        Assert.Equal(
            events.Select(e => LiveLog.Start.AddSeconds(e.Second)).OrderDescending().Take(20).Order(),
            evidence.Kept.Select(line => line.At));
    });

    [Fact]
    public void Counts_and_authors_agree_with_counting_the_kept_lines_naively() => Gen.Select(Events, Gen.Int[0, 5].Array[80]).Sample((events, authors) =>
    {
        var evidence = new TextEvidence(Options);
        var lines = events.Select((e, i) => TextLines.Line(e.Second, $"m{i}", TextLines.User(authors[i])).Flagged(e.Score, e.Label)).ToList();
        foreach (var line in lines)
            evidence.Add(LineReading.Of(line, Options.NewAccountAge));
        var now = LiveLog.Start.AddSeconds(1200);
        var inWindow = lines.OrderBy(l => l.At).TakeLast(Options.KeptLines).Where(l => now - l.At <= Options.Window).ToList();
        var hostile = inWindow.Where(l => l.Scores[0].Label <= TextLabel.Harassment).ToList();
        Assert.Equal(hostile.Count, evidence.Lines(TextChannel.HostileLabels, now));
        Assert.Equal(hostile.Select(l => l.AuthorId).Distinct().Count(), evidence.Authors(TextChannel.HostileLabels, now).All);
    });

    [Fact]
    public void Lines_go_on_for_as_long_as_no_gap_is_longer_than_allowed() => Gen.Double[0.1, 90].Array[1, 40].Sample(gaps =>
    {
        var (run, at, start) = (new SustainedRun(), LiveLog.Start, LiveLog.Start);
        run.Add(at, Options.LongestGap);
        foreach (var gap in gaps)
        {
            at += TimeSpan.FromSeconds(gap);
            if (gap > Options.LongestGap.TotalSeconds)
                start = at;
            run.Add(at, Options.LongestGap);
            Assert.Equal((at - start).TotalSeconds, run.SecondsAt(at, Options.LongestGap), 1e-6);
        }

        Assert.Equal(0, run.SecondsAt(at + Options.LongestGap + TimeSpan.FromSeconds(1), Options.LongestGap));
    });

    private static TextEvidence Fold((double Second, TextLabel Label, double Score)[] events, TextEvidenceOptions? options = null)
    {
        var evidence = new TextEvidence(options ?? Options);
        foreach (var (second, label, score) in events)
        {
            var line = TextLines.Line(second, "m").Flagged(score, label);
            evidence.See(line.At);
            evidence.Add(LineReading.Of(line, Options.NewAccountAge));
        }

        return evidence;
    }
}
