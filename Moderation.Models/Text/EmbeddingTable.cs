using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Moderation.Models.Onnx;

namespace Moderation.Models.Text;

/// <summary>One vector per feature. Row 0 is the zero vector, which padding points at.</summary>
/// <remarks>
/// In a file it lies as signed bytes with one scale per row, a quarter of its size; in memory it is single precision, because unfolding
/// at every look-up costs more than the larger table does. Threads: reading is safe, changing rows is the trainer's own business.
/// </remarks>
public sealed class EmbeddingTable
{
    private const int LargestByte = 127;
    private const string Bytes = "_bytes";
    private const string Scales = "_scales";

    /// <summary>Makes a table of zeros.</summary>
    /// <param name="rowCount">Rows.</param>
    /// <param name="dimension">Numbers per row.</param>
    public EmbeddingTable(int rowCount, int dimension)
        : this(rowCount, dimension, new float[rowCount * dimension])
    {
    }

    private EmbeddingTable(int rowCount, int dimension, float[] values) => (RowCount, Dimension, Values) = (rowCount, dimension, values);

    /// <summary>Rows.</summary>
    public int RowCount { get; }

    /// <summary>Numbers per row.</summary>
    public int Dimension { get; }

    /// <summary>All numbers, row after row.</summary>
    public float[] Values { get; }

    /// <summary>One row.</summary>
    public Span<float> Row(int id) => Values.AsSpan(id * Dimension, Dimension);

    /// <summary>Rounds every number to what a file holds, so that what is chosen by the table's answers holds for those of the file.</summary>
    public void Round()
    {
        for (var row = 0; row < RowCount; row++)
        {
            var scale = Scale(row);
            foreach (ref var value in Row(row))
                value = ToByte(value, scale) * scale;
        }
    }

    /// <summary>The constants <c>NAME_bytes</c> and <c>NAME_scales</c> that hold the table in a graph.</summary>
    /// <param name="name">The table's name in the graph.</param>
    public IEnumerable<OnnxTensor> ToConstants(string name)
    {
        var (bytes, scales) = (new sbyte[Values.Length], new float[RowCount]);
        for (var row = 0; row < RowCount; row++)
        {
            scales[row] = Scale(row);
            for (var i = row * Dimension; i < (row + 1) * Dimension; i++)
                bytes[i] = ToByte(Values[i], scales[row]);
        }

        yield return OnnxTensor.FromBytes(name + Bytes, OnnxElementType.Int8, [RowCount, Dimension], MemoryMarshal.AsBytes<sbyte>(bytes).ToArray());
        yield return OnnxTensor.Floats(name + Scales, [RowCount, 1], scales);
    }

    /// <summary>Reads a table back as it is served: bytes times their row's scale.</summary>
    /// <param name="parts">The graph's constants.</param>
    /// <param name="name">The table's name in the graph.</param>
    /// <exception cref="InvalidDataException">A constant is missing or of another shape.</exception>
    public static EmbeddingTable Read(OnnxModelParts parts, string name)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var (table, scales) = (parts.Initializer(name + Bytes), parts.Initializer(name + Scales).ToFloats());
        if (table is not { ElementType: OnnxElementType.Int8, Shape: [var rows, var dimension] } || scales.Length != rows || !int.IsPow2((int)rows))
            throw new InvalidDataException($"{name}{Bytes} and {name}{Scales} are no table of bytes with a scale per row");
        var values = new float[table.Data.Length];
        var bytes = MemoryMarshal.Cast<byte, sbyte>(table.Data.Span);
        for (int row = 0, i = 0; row < scales.Length; row++)
        {
            for (var end = i + (int)dimension; i < end; i++)
                values[i] = bytes[i] * scales[row];
        }

        return new EmbeddingTable((int)rows, (int)dimension, values);
    }

    private static sbyte ToByte(float value, float scale) => scale > 0 ? (sbyte)MathF.Round(value / scale) : (sbyte)0;

    private float Scale(int row) => Math.Abs(TensorPrimitives.MaxMagnitude<float>(Row(row))) / LargestByte;
}
