using System.Globalization;
using Moderation.Models.Text;
using Moderation.Training.Text.Calibration;
using Moderation.Training.Text.Data;
using Moderation.Training.Text.Export;
using Moderation.Training.Text.Learning;

namespace Moderation.Training.Text.Reviewed;

/// <summary>Continues the served model's training from reviewed lines, and lets the result replace it only when it is better on lines that were held back.</summary>
internal static class ReviewedTraining
{
    /// <param name="corpus">The champion's own lines: some are rehearsed, the development lines judge.</param>
    /// <param name="exports">Reviewed lines.</param>
    /// <param name="folder">The model's folder, <c>models/text</c>.</param>
    /// <param name="options">How to learn and judge.</param>
    /// <param name="date">Day, for the card.</param>
    /// <param name="output">Where progress and measures go.</param>
    /// <returns>Whether the challenger replaced the champion.</returns>
    /// <exception cref="TrainingRefusal">Training does not start; tells why.</exception>
    public static bool Run(TextCorpus corpus, IReadOnlyList<ReviewedExport> exports, DirectoryInfo folder, ReviewedOptions options, DateOnly date, TextWriter output)
    {
        var champion = Contestant.ReadChampion(folder);
        var split = ReviewedSplit.Of([.. exports.SelectMany(export => export.Lines)], corpus.Dev.Select(line => line.Text), options);
        output.WriteLine(Say($"{split.Learnt.Count} reviewed lines to learn from, {split.HeldBack.Count} held back, {split.Repeated} left out as repetitions of lines that judge"));
        output.WriteLine($"held back, positives: {string.Join(", ", split.Counts)}");
        output.WriteLine($"learnt and compared: {string.Join(", ", split.Compared)}");

        var first = new TrainingOptions
        {
            Bits = champion.Spec.Features.Bits,
            Seed = options.Seed,
            Epochs = options.Epochs,
            SummedRate = options.SummedRate,
            LargestRate = options.LargestRate,
            DenseRate = options.DenseRate,
            FilterRate = options.FilterRate,
            FilterDenseRate = options.FilterDenseRate,
        };
        var known = corpus.Weighted(first);
        var challenger = Challenge(known, split, Contestant.ReadChampion(folder).Model, first, options, output);
        challenger.Bag.Bag.Round();
        var judges = ModelAnswers.Of(challenger, [.. corpus.Dev, .. split.HeldBack.Select(line => line.Line)]);
        var calibration = PlattFit.Fit(judges, options.Seed);
        var spec = TextModelFile.Spec(first, OperatingPoints.Choose(judges, calibration),
            [.. champion.Spec.Data, .. exports.Select(export => new TextModelData($"reviewed/{export.Name}", export.Sha256))]);

        var contender = new Contestant(challenger, calibration, spec);
        var contest = Contest.Between(split, corpus.Dev, champion, contender, options);
        ContestReport.Write(contest, output);
        if (ContestRule.Objections(contest, options) is { Count: > 0 } objections)
        {
            foreach (var objection in objections)
                output.WriteLine($"no swap: {objection}");
            return false;
        }

        // The explanation's heads are made anew: one pass over sparse features, and nothing judges by them.
        var linear = LinearHeads.Train([.. known, .. split.Learnt], first);
        var card = ReviewedCard.Section(exports, split, contest, options, date);
        ModelSwap.Run(folder, new TrainedModel(contender, linear, judges), card);
        output.WriteLine($"swapped: {folder.FullName} holds the challenger, {ModelSwap.PreviousOf(folder)} the champion");
        return true;
    }

    private static TextNetwork Challenge(IReadOnlyList<WeightedLine> known, ReviewedSplit split, TextNetwork start, TrainingOptions training, ReviewedOptions options, TextWriter output)
    {
        var order = Enumerable.Range(0, known.Count).ToArray();
        new Random(options.Seed).Shuffle(order);
        var rehearsed = order.Take((int)Math.Max(options.FewestRehearsed, options.RehearsedPerReviewed * split.Learnt.Count)).Order().Select(i => known[i]).ToList();
        output.WriteLine(Say($"{rehearsed.Count} of the champion's own {known.Count} lines are rehearsed"));
        IReadOnlyList<WeightedLine> lines = [.. split.Learnt, .. rehearsed];
        return start with
        {
            Bag = new BagTrainer(training, start.Bag).Train(lines, (epoch, loss) => output.WriteLine(Say($"bag, epoch {epoch} of {training.Epochs}: loss {loss:0.0000}"))),
            Filters = new FilterTrainer(training, start.Filters).Train(lines, (epoch, loss) => output.WriteLine(Say($"filters, epoch {epoch} of {training.Epochs}: loss {loss:0.0000}"))),
        };
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
