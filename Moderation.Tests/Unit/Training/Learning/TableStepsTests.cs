using Moderation.Training.Text.Learning;

namespace Moderation.Tests.Unit.Training.Learning;

public class TableStepsTests
{
    private static readonly TrainingOptions Options = new() { Bits = 4, SummedDimension = 4, LargestDimension = 3, Hidden = 8, Seed = 3 };
    private static readonly int[] Ids = [3, 7, 7, 12];

    [Fact]
    public void Steps_make_a_loss_on_the_pooled_vector_smaller_until_it_is_reached()
    {
        var bag = new BagModel(Options).Bag;
        var steps = new TableSteps(bag, Options);
        float[] wanted = [0.5f, -0.3f, 0.1f, 0.2f, 0.4f, 0.1f, 0.3f];
        var losses = new List<float>();
        for (var round = 0; round < 400; round++)
        {
            var (pooled, gradient) = (new float[bag.Dimension], new float[bag.Dimension]);
            bag.Pool(Ids, pooled);
            for (var i = 0; i < gradient.Length; i++)
                gradient[i] = pooled[i] - wanted[i];
            losses.Add(gradient.Sum(g => g * g));
            steps.Move(Ids, pooled, gradient, pace: 1);
        }

        Assert.True(losses[^1] < losses[0] / 100, $"{losses[0]} became {losses[^1]}");
    }

    [Fact]
    public void Only_the_row_that_holds_the_largest_number_moves_in_its_column()
    {
        var bag = new BagModel(Options).Bag;
        foreach (var id in Ids)
            bag.Largest.Row(id).Fill(0.1f);
        bag.Largest.Row(12)[1] = 0.9f;
        var (before, pooled, gradient) = (bag.Largest.Values.ToArray(), new float[bag.Dimension], new float[bag.Dimension]);
        bag.Pool(Ids, pooled);
        gradient[Options.SummedDimension + 1] = 1;

        new TableSteps(bag, Options).Move(Ids, pooled, gradient, pace: 1);

        Assert.Equal([12 * Options.LargestDimension + 1], Enumerable.Range(0, before.Length).Where(i => before[i] != bag.Largest.Values[i]));
        Assert.True(bag.Largest.Row(12)[1] < 0.9f);
    }

    [Fact]
    public void A_column_without_a_number_above_zero_moves_no_row()
    {
        var bag = new BagModel(Options).Bag;
        bag.Largest.Values.AsSpan().Fill(-0.5f);
        var (before, pooled, gradient) = (bag.Largest.Values.ToArray(), new float[bag.Dimension], new float[bag.Dimension]);
        bag.Pool(Ids, pooled);
        gradient.AsSpan(Options.SummedDimension).Fill(-1);

        new TableSteps(bag, Options).Move(Ids, pooled, gradient, pace: 1);

        Assert.Equal(before, bag.Largest.Values);
    }

    [Fact]
    public void An_average_is_the_mean_of_what_the_parameters_were()
    {
        var model = new BagModel(Options);
        var average = new ParameterAverage([.. model.Parameters]);
        foreach (var value in new[] { 1f, 2f, 6f })
        {
            foreach (var parameters in model.Parameters)
                parameters.AsSpan().Fill(value);
            average.Add();
        }

        average.Settle();

        Assert.All(model.Parameters, parameters => Assert.All(parameters, value => Assert.Equal(3f, value)));
    }
}
