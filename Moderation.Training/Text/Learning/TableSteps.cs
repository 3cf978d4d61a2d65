using System.Numerics.Tensors;
using Moderation.Models.Text;

namespace Moderation.Training.Text.Learning;

/// <summary>Moves the rows of a bag's two tables against the gradient of the pooled vector: Adagrad with one mass per row.</summary>
internal sealed class TableSteps(EmbeddingBag bag, TrainingOptions options)
{
    private const float SummedEpsilon = 1e-8f;
    private const float LargestEpsilon = 1e-6f;

    private readonly float[] _summedMass = new float[bag.RowCount];
    private readonly float[] _largestMass = new float[bag.RowCount];

    /// <param name="ids">The line's features.</param>
    /// <param name="pooled">Their pooled vector.</param>
    /// <param name="gradient">Its gradient; overwritten.</param>
    /// <param name="pace">What the steps are multiplied with.</param>
    public void Move(ReadOnlySpan<int> ids, ReadOnlySpan<float> pooled, Span<float> gradient, float pace)
    {
        MoveSummed(ids, gradient[..bag.Summed.Dimension], pace);
        MoveLargest(ids, pooled[bag.Summed.Dimension..], gradient[bag.Summed.Dimension..], pace);
    }

    private void MoveSummed(ReadOnlySpan<int> ids, Span<float> gradient, float pace)
    {
        TensorPrimitives.Divide(gradient, bag.Divisor(ids.Length), gradient);
        var mass = TensorPrimitives.SumOfSquares<float>(gradient) / gradient.Length;
        foreach (var id in ids)
        {
            _summedMass[id] += mass;
            var step = -options.SummedRate * pace / (MathF.Sqrt(_summedMass[id]) + SummedEpsilon);
            TensorPrimitives.MultiplyAdd(gradient, step, bag.Summed.Row(id), bag.Summed.Row(id));
        }
    }

    /// <summary>Each column's gradient belongs to the row whose number was the largest; where none was above 0, to no row.</summary>
    private void MoveLargest(ReadOnlySpan<int> ids, ReadOnlySpan<float> largest, ReadOnlySpan<float> gradient, float pace)
    {
        for (var column = 0; column < largest.Length; column++)
        {
            if (largest[column] <= 0)
                continue;
            var id = Holder(ids, column, largest[column]);
            _largestMass[id] += gradient[column] * gradient[column];
            bag.Largest.Row(id)[column] -= options.LargestRate * pace * gradient[column] / (MathF.Sqrt(_largestMass[id]) + LargestEpsilon);
        }
    }

    private int Holder(ReadOnlySpan<int> ids, int column, float value)
    {
        foreach (var id in ids)
        {
            if (bag.Largest.Row(id)[column] == value)
                return id;
        }

        throw new InvalidOperationException("the pooled vector is not of these features");
    }
}
