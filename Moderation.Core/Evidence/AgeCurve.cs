namespace Moderation.Core.Evidence;

/// <summary>The age that the model reads, on average, off a person of a given true age: straight lines between knots, never falling.</summary>
/// <remarks>Never falling is what makes a lower reading always speak for a lower age. Threads: immutable.</remarks>
public sealed class AgeCurve
{
    private readonly double[] _trueYears;
    private readonly double[] _readYears;

    /// <summary>Makes a curve.</summary>
    /// <remarks>Errors: <see cref="FormatException"/> when there are fewer than two knots, or they are not finite, or ages do not rise, or readings fall.</remarks>
    /// <param name="knots">True age against read age, both in years, in order of true age.</param>
    public AgeCurve(IReadOnlyList<AgeKnot> knots)
    {
        ArgumentNullException.ThrowIfNull(knots);
        if (knots.Count < 2)
            throw new FormatException("curve needs at least two knots");
        for (var i = 0; i < knots.Count; i++)
        {
            if (!double.IsFinite(knots[i].TrueYears) || !double.IsFinite(knots[i].ReadYears))
                throw new FormatException($"curve knot {i} is not finite");
            if (i > 0 && knots[i].TrueYears <= knots[i - 1].TrueYears)
                throw new FormatException($"curve knot {i}: trueYears must rise");
            if (i > 0 && knots[i].ReadYears < knots[i - 1].ReadYears)
                throw new FormatException($"curve knot {i}: readYears must not fall");
        }

        Knots = knots;
        _trueYears = [.. knots.Select(k => k.TrueYears)];
        _readYears = [.. knots.Select(k => k.ReadYears)];
    }

    /// <summary>The knots, in order of true age.</summary>
    public IReadOnlyList<AgeKnot> Knots { get; }

    /// <summary>Read age in years for a true age; flat outside the knots.</summary>
    /// <param name="trueYears">True age in years.</param>
    public double ReadYears(double trueYears)
    {
        var (index, share) = Locate(_trueYears, trueYears);
        return index == _trueYears.Length - 1
            ? _readYears[index]
            : _readYears[index] + share * (_readYears[index + 1] - _readYears[index]);
    }

    private static (int Index, double Share) Locate(double[] trueYears, double age)
    {
        if (age <= trueYears[0])
            return (0, 0);
        var next = Array.FindIndex(trueYears, years => age < years);
        return next < 0
            ? (trueYears.Length - 1, 0)
            : (next - 1, (age - trueYears[next - 1]) / (trueYears[next] - trueYears[next - 1]));
    }
}

/// <summary>One knot of an <see cref="AgeCurve"/>.</summary>
/// <param name="TrueYears">True age, years.</param>
/// <param name="ReadYears">Mean read age, years.</param>
public readonly record struct AgeKnot(double TrueYears, double ReadYears);
