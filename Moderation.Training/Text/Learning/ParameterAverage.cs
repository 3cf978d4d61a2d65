namespace Moderation.Training.Text.Learning;

/// <summary>Mean of a model's parameters over the ends of several epochs. It ranks better than any one of them: each still swings around the place where all would settle.</summary>
/// <remarks>Source: stochastic weight averaging, Izmailov et al. 2018.</remarks>
internal sealed class ParameterAverage(IReadOnlyList<float[]> parameters)
{
    private readonly double[][] _sums = [.. parameters.Select(values => new double[values.Length])];
    private int _count;

    /// <summary>Takes the parameters as they are now.</summary>
    public void Add()
    {
        _count++;
        foreach (var (values, sums) in parameters.Zip(_sums))
        {
            for (var i = 0; i < values.Length; i++)
                sums[i] += values[i];
        }
    }

    /// <summary>Puts the mean in the parameters' place.</summary>
    public void Settle()
    {
        foreach (var (values, sums) in parameters.Zip(_sums))
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = (float)(sums[i] / _count);
        }
    }
}
