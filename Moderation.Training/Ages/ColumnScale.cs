namespace Moderation.Training.Ages;

/// <summary>Brings each column to mean 0 and standard deviation 1.</summary>
internal sealed record ColumnScale(float[] Mean, float[] Deviation)
{
    // A column that hardly moves says nothing; dividing by its noise would make it loud.
    private const double SmallestDeviation = 1e-6;

    public static ColumnScale Of(IReadOnlyList<float[]> rows)
    {
        var (sums, squares) = (new double[rows[0].Length], new double[rows[0].Length]);
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
                sums[i] += row[i];
        }

        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
                squares[i] += Math.Pow(row[i] - sums[i] / rows.Count, 2);
        }

        return new ColumnScale(
            [.. sums.Select(sum => (float)(sum / rows.Count))],
            [.. squares.Select(square => Math.Sqrt(square / rows.Count)).Select(deviation => deviation < SmallestDeviation ? 1 : (float)deviation)]);
    }

    public float[] Apply(float[] row)
    {
        var scaled = new float[row.Length];
        for (var i = 0; i < row.Length; i++)
            scaled[i] = (row[i] - Mean[i]) / Deviation[i];
        return scaled;
    }
}
