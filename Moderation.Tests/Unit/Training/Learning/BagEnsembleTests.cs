using Moderation.Training.Text;
using Moderation.Training.Text.Learning;

namespace Moderation.Tests.Unit.Training.Learning;

public class BagEnsembleTests
{
    internal static readonly int[] Ids = [1, 5, 5, 9, 14];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_whole_answers_with_the_mean_of_its_members(int count)
    {
        var members = Enumerable.Range(0, count).Select(Member).ToList();

        var whole = Logits(BagEnsemble.Join(members));

        var apart = members.Select(Logits).ToList();
        for (var head = 0; head < whole.Length; head++)
            Assert.Equal(apart.Average(logits => logits[head]), whole[head], 1e-4f);
    }

    /// <summary>A model in which every parameter differs from every other.</summary>
    internal static BagModel Member(int seed)
    {
        var model = new BagModel(new TrainingOptions { Bits = 4, SummedDimension = 5, LargestDimension = 3, Hidden = 7, Seed = seed });
        var random = new Random(100 + seed);
        foreach (var parameters in model.Parameters)
        {
            for (var i = 0; i < parameters.Length; i++)
                parameters[i] = random.NextSingle() * 2 - 1;
        }

        return model;
    }

    private static float[] Logits(BagModel model)
    {
        var (pooled, logits) = (new float[model.Dimension], new float[TextHeads.Count + 1]);
        model.Bag.Pool(Ids, pooled);
        model.Logits(pooled, logits);
        return logits;
    }
}
