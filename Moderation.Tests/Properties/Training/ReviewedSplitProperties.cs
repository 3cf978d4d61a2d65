using CsCheck;
using Moderation.Training.Text;
using Moderation.Training.Text.Data;
using Moderation.Training.Text.Reviewed;

namespace Moderation.Tests.Properties.Training;

public sealed class ReviewedSplitProperties
{
    private static readonly ReviewedOptions Options = new() { FewestHeldBack = 1 };

    private static readonly Gen<ReviewedLine[]> Lines =
        Gen.Select(Gen.Int[-20, 100], Gen.Int[0, 300], Gen.Bool, Gen.Int[0, 500]).Select((author, review, isToxic, text) => Line(author < 0 ? null : author, review, isToxic, text)).Array[40, 120];

    [Fact]
    public void No_author_no_review_and_no_text_is_on_both_sides() => Lines.Sample(lines =>
    {
        if (Split(lines) is not { } split)
            return;
        var learnt = lines.Where(line => split.Learnt.Any(l => l.Line.Text == line.Line.Text)).Except(split.HeldBack).ToList();
        Assert.Empty(split.HeldBack.Select(l => l.Line.Text).Intersect(split.Learnt.Select(l => l.Line.Text)));
        Assert.Empty(split.HeldBack.Select(l => l.Review).Intersect(learnt.Select(l => l.Review)));
        Assert.Empty(split.HeldBack.Select(l => l.Author).OfType<string>().Intersect(learnt.Select(l => l.Author).OfType<string>()));
        Assert.Equal(lines.Length, split.Learnt.Count + split.HeldBack.Count + split.Repeated);
    });

    [Fact]
    public void The_order_of_the_lines_moves_none_to_the_other_side() => Gen.Select(Lines, Gen.Int[0, 1000]).Sample((lines, seed) =>
    {
        var shuffled = lines.ToArray();
        new Random(seed).Shuffle(shuffled);
        Assert.Equal(Split(lines)?.HeldBack.ToHashSet(), Split(shuffled)?.HeldBack.ToHashSet());
    });

    [Fact]
    public void Too_few_held_back_lines_are_refused_with_their_counts()
    {
        var lines = Enumerable.Range(0, 100).Select(i => Line(i, i + 100, i % 2 == 0, i)).ToArray();
        var refusal = Assert.Throws<TrainingRefusal>(() => ReviewedSplit.Of(lines, [], new ReviewedOptions()));
        Assert.Matches(@"100 reviewed lines in 100 groups.*en toxic \d+ of \d+", refusal.Message);
    }

    [Fact]
    public void A_label_that_held_back_lines_cannot_judge_is_not_learnt()
    {
        var rare = TextHeads.IndexOf("threat");
        var lines = Enumerable.Range(0, 600).Select(i => Line(i, i + 1000, i % 2 == 0, i)).Select((line, i) =>
            line with { Targets = [.. line.Targets.Select((t, head) => head == rare ? i < 8 ? 1f : 0f : t)], Line = line.Line with { Labels = [.. line.Line.Labels.Select((l, head) => head == rare ? i < 8 : l)] } }).ToArray();
        var split = ReviewedSplit.Of(lines, [], new ReviewedOptions());
        Assert.Equal([new LabelCell("en", 0)], split.Compared);
        Assert.All(split.Learnt, line => Assert.Null(line.Target(rare)));
        Assert.All(split.Learnt, line => Assert.NotNull(line.Target(0)));
    }

    private static ReviewedSplit? Split(ReviewedLine[] lines)
    {
        try
        {
            return ReviewedSplit.Of(lines, [], Options);
        }
        catch (TrainingRefusal)
        {
            return null;
        }
    }

    private static ReviewedLine Line(int? author, int review, bool isToxic, int text)
    {
        var labels = LabelRow.Partial([KeyValuePair.Create("toxic", isToxic)]);
        return new ReviewedLine(
            new LabelledLine($"line {text}", "en", ReviewedExports.Source, null, DataSplit.Train, labels),
            [.. labels.Select(label => label is null ? null : label == true ? 1f : (float?)0f)], author is null ? null : $"author{author:0000000000000}", $"review{review:0000000000000}", 1, null);
    }
}
