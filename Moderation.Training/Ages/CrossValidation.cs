using Moderation.Core.Evidence;

namespace Moderation.Training.Ages;

/// <summary>One choice of the L2 penalty and how well it told 13 to 17 from 18 to 25 on faces that were held out.</summary>
internal sealed record L2Trial(float L2, double Auc);

/// <summary>Answers about faces by models that did not see them or their near-duplicates.</summary>
internal sealed class CrossValidation(IReadOnlyList<AgeFace> faces, int[] folds, AgeHeadOptions options)
{
    /// <summary>A row with the weight of its age.</summary>
    public static LogisticRow Row(AgeFace face, float[] features, AgeHeadOptions options) =>
        new() { Features = features, Label = face.IsMinor, Weight = face.IsTeenager ? options.TeenagerWeight : 1 };

    /// <summary>Held-out log odds of every face for every choice of L2, in the order of the choices.</summary>
    public double[][] LogOdds()
    {
        var answers = options.L2Choices.Select(_ => new double[faces.Count]).ToArray();
        Parallel.For(0, options.FoldCount, fold =>
        {
            var kept = faces.Where((_, i) => folds[i] != fold).ToArray();
            var scale = ColumnScale.Of([.. kept.Select(face => face.Descriptor)]);
            LogisticRow[] rows = [.. kept.Select(face => Row(face, scale.Apply(face.Descriptor), options))];
            var models = options.L2Choices.Select(l2 => LogisticFit.Fit(rows, l2)).ToArray();
            foreach (var face in HeldOut(fold))
            {
                var scaled = scale.Apply(faces[face].Descriptor);
                for (var choice = 0; choice < models.Length; choice++)
                    answers[choice][face] = models[choice].LogOdds(scaled);
            }
        });
        return answers;
    }

    /// <summary>How well log odds tell 13 to 17 from 18 to 25.</summary>
    public double Auc(double[] logOdds) => RocCurve.Area(
        [.. logOdds.Where((_, i) => faces[i].IsTeenager)], [.. logOdds.Where((_, i) => faces[i].IsYoungAdult)]) ?? 0;

    /// <summary>Held-out probabilities of the stack: for each fold it is fitted on the held-out log odds of the others.</summary>
    public double[] Stacked(double[] logOdds)
    {
        var answers = new double[faces.Count];
        for (var fold = 0; fold < options.FoldCount; fold++)
        {
            var stack = StackModel.Fit(faces.Select((face, i) => (face, logOdds[i])).Where((_, i) => folds[i] != fold), options);
            foreach (var face in HeldOut(fold))
                answers[face] = 1 / (1 + Math.Exp(-stack.LogOdds(logOdds[face], faces[face].ExpectedYears)));
        }

        return answers;
    }

    private IEnumerable<int> HeldOut(int fold) => Enumerable.Range(0, faces.Count).Where(i => folds[i] == fold);
}
