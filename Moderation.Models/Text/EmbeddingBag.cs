using System.Numerics.Tensors;
using Moderation.Models.Onnx;
using Moderation.Models.Text.Features;

namespace Moderation.Models.Text;

/// <summary>Pools the vectors of a line's features to one: their sum over the number of features to a power, and beside it the largest number of each column, 0 at least.</summary>
/// <remarks>
/// The sum tells what a line is about; the maximum keeps one telling word from drowning in a long line. Both are done here and not by ONNX
/// Runtime, which copies every row that it looks up. Rows are added in the order of the ids, as in training.
/// Allocates nothing per line. Threads: safe while nobody changes the tables.
/// </remarks>
public sealed class EmbeddingBag
{
    /// <summary>Names of the two tables in a graph.</summary>
    public const string SummedName = "summed", LargestName = "largest";

    /// <summary>Name of the constant that holds the power.</summary>
    public const string PowerName = "length_power";

    private readonly float[] _divisors = new float[FeatureReader.MaxIds + 1];

    /// <summary>Makes a bag.</summary>
    /// <param name="summed">Vectors that are summed.</param>
    /// <param name="largest">Vectors of which the largest numbers count; as many rows.</param>
    /// <param name="lengthPower">Between the sum (0), which long lines would inflate, and the mean (1), in which one word of a long line drowns.</param>
    /// <exception cref="ArgumentException">The tables have different numbers of rows.</exception>
    public EmbeddingBag(EmbeddingTable summed, EmbeddingTable largest, float lengthPower)
    {
        ArgumentNullException.ThrowIfNull(summed);
        ArgumentNullException.ThrowIfNull(largest);
        if (summed.RowCount != largest.RowCount)
            throw new ArgumentException($"{largest.RowCount} rows beside {summed.RowCount}", nameof(largest));
        (Summed, Largest, LengthPower) = (summed, largest, lengthPower);
        for (var count = 0; count < _divisors.Length; count++)
            _divisors[count] = MathF.Pow(Math.Max(1, count), lengthPower);
    }

    /// <summary>Vectors that are summed.</summary>
    public EmbeddingTable Summed { get; }

    /// <summary>Vectors of which the largest numbers count.</summary>
    public EmbeddingTable Largest { get; }

    /// <summary>To which power of the number of features a sum is scaled.</summary>
    public float LengthPower { get; }

    /// <summary>Rows of each table.</summary>
    public int RowCount => Summed.RowCount;

    /// <summary>Numbers of a pooled vector.</summary>
    public int Dimension => Summed.Dimension + Largest.Dimension;

    /// <summary>Reads the bag out of a graph.</summary>
    /// <exception cref="InvalidDataException">A constant is missing or of another shape.</exception>
    public static EmbeddingBag Read(OnnxModelParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var (summed, largest) = (EmbeddingTable.Read(parts, SummedName), EmbeddingTable.Read(parts, LargestName));
        return summed.RowCount == largest.RowCount && parts.Initializer(PowerName).ToFloats() is [var power]
            ? new EmbeddingBag(summed, largest, power)
            : throw new InvalidDataException("the two tables have different numbers of rows, or there is no one power of the length");
    }

    /// <summary>Rounds every number of the tables to what a file holds.</summary>
    public void Round()
    {
        Summed.Round();
        Largest.Round();
    }

    /// <summary>What the sum of a line's vectors is divided by.</summary>
    /// <param name="count">Features of the line, 0 to <see cref="FeatureReader.MaxIds"/>.</param>
    public float Divisor(int count) => _divisors[count];

    /// <summary>Pools a line.</summary>
    /// <param name="ids">Row numbers; at most <see cref="FeatureReader.MaxIds"/>.</param>
    /// <param name="pooled">Receives <see cref="Dimension"/> numbers: the sum's, then the largest. All zero without ids.</param>
    public void Pool(ReadOnlySpan<int> ids, Span<float> pooled)
    {
        pooled.Clear();
        var sum = pooled[..Summed.Dimension];
        var largest = pooled[Summed.Dimension..];
        foreach (var id in ids)
        {
            TensorPrimitives.Add(sum, Summed.Row(id), sum);
            TensorPrimitives.Max(largest, Largest.Row(id), largest);
        }

        TensorPrimitives.Divide(sum, Divisor(ids.Length), sum);
    }
}
