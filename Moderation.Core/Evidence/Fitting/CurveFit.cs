namespace Moderation.Core.Evidence.Fitting;

/// <summary>Weighted least squares of a curve of straight lines between given knots, which must not fall.</summary>
/// <remarks>With normal errors of known ratio this is maximum likelihood. Knots that would fall are tied to one value and fitted again.</remarks>
internal static class CurveFit
{
    /// <param name="knotYears">True ages of the knots, rising.</param>
    /// <param name="points">True age, mean read age, weight.</param>
    public static AgeKnot[] Fit(double[] knotYears, IReadOnlyList<(double TrueYears, double ReadYears, double Weight)> points)
    {
        // group[i] is the free value that knot i takes.
        var group = Enumerable.Range(0, knotYears.Length).ToArray();
        while (true)
        {
            var values = Solve(knotYears, group, points);
            var falling = Enumerable.Range(1, knotYears.Length - 1).FirstOrDefault(i => values[group[i]] < values[group[i - 1]]);
            if (falling == 0)
                return [.. knotYears.Select((years, i) => new AgeKnot(years, Math.Round(values[group[i]], 3)))];
            for (var i = falling; i < group.Length; i++)
                group[i]--;
        }
    }

    private static double[] Solve(double[] knotYears, int[] group, IReadOnlyList<(double TrueYears, double ReadYears, double Weight)> points)
    {
        var size = group[^1] + 1;
        var matrix = new double[size, size + 1];
        foreach (var (trueYears, readYears, weight) in points)
        {
            var row = new double[size];
            var (index, share) = Locate(knotYears, trueYears);
            row[group[index]] += 1 - share;
            if (share > 0)
                row[group[index + 1]] += share;
            for (var i = 0; i < size; i++)
            {
                if (row[i] == 0)
                    continue;
                for (var j = 0; j < size; j++)
                    matrix[i, j] += weight * row[i] * row[j];
                matrix[i, size] += weight * row[i] * readYears;
            }
        }

        return Eliminate(matrix, size);
    }

    private static (int Index, double Share) Locate(double[] knotYears, double age)
    {
        var index = Array.FindLastIndex(knotYears, years => years <= age);
        return index < 0 ? (0, 0)
            : index == knotYears.Length - 1 ? (index, 0)
            : (index, (age - knotYears[index]) / (knotYears[index + 1] - knotYears[index]));
    }

    /// <summary>Gauss-Jordan with the largest pivot; the matrix is small and positive definite when every knot has data around it.</summary>
    private static double[] Eliminate(double[,] matrix, int size)
    {
        for (var column = 0; column < size; column++)
        {
            var pivot = Enumerable.Range(column, size - column).MaxBy(row => Math.Abs(matrix[row, column]));
            if (Math.Abs(matrix[pivot, column]) < 1e-9)
                throw new InvalidOperationException($"no data around knot {column}");
            for (var j = 0; j <= size; j++)
                (matrix[column, j], matrix[pivot, j]) = (matrix[pivot, j], matrix[column, j]);
            for (var row = 0; row < size; row++)
            {
                if (row == column)
                    continue;
                var factor = matrix[row, column] / matrix[column, column];
                for (var j = column; j <= size; j++)
                    matrix[row, j] -= factor * matrix[column, j];
            }
        }

        return [.. Enumerable.Range(0, size).Select(i => matrix[i, size] / matrix[i, i])];
    }
}
