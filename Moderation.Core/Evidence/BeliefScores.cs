using Moderation.Core.Statistics;

namespace Moderation.Core.Evidence;

/// <summary>A belief beside the truth.</summary>
/// <param name="Belief">Probability of being under 18, 0..1.</param>
/// <param name="IsMinor">Whether the person is under 18.</param>
public readonly record struct LabelledBelief(double Belief, bool IsMinor);

/// <summary>One row of a reliability table.</summary>
/// <param name="From">Lowest belief of the bin.</param>
/// <param name="To">Highest belief of the bin, exclusive but for 1.</param>
/// <param name="Count">People in the bin.</param>
/// <param name="MeanBelief">Their mean belief; NaN for an empty bin.</param>
/// <param name="ShareUnder18">Share of them under 18; NaN for an empty bin.</param>
public readonly record struct ReliabilityBin(double From, double To, int Count, double MeanBelief, double ShareUnder18);

/// <summary>How well beliefs agree with the truth.</summary>
public sealed class BeliefScores
{
    /// <summary>Beliefs nearer to 0 or 1 than this count as this far for the logarithmic loss, which one certain error would make infinite.</summary>
    public const double LogLossFloor = 1e-6;

    private readonly IReadOnlyList<LabelledBelief> _people;

    private BeliefScores(IReadOnlyList<LabelledBelief> people)
    {
        var curve = Reliability.Of(people.Select(person => (person.Belief, person.IsMinor)));
        _people = people;
        Bins = [.. Enumerable.Range(0, Reliability.BinCount).Select(number => Row(number, curve.Bins.FirstOrDefault(bin => bin.Number == number)))];
        CalibrationError = curve.CalibrationError!.Value;
        Brier = curve.Brier!.Value;
        LogLoss = people.Average(p => -Math.Log(Math.Max(LogLossFloor, p.IsMinor ? p.Belief : 1 - p.Belief)));
        Auc = AreaUnderCurve(people);
    }

    /// <summary>Expected calibration error over ten bins of equal width, 0..1.</summary>
    public double CalibrationError { get; }

    /// <summary>Brier score, 0..1; lower is better.</summary>
    public double Brier { get; }

    /// <summary>Logarithmic loss in nats.</summary>
    public double LogLoss { get; }

    /// <summary>Probability that a minor has a higher belief than an adult, ties counted half; NaN when one of them is missing.</summary>
    public double Auc { get; }

    /// <summary>The reliability table, by rising belief.</summary>
    public IReadOnlyList<ReliabilityBin> Bins { get; }

    /// <summary>Scores beliefs.</summary>
    /// <remarks>Errors: <see cref="ArgumentException"/> for no people or a belief outside 0..1.</remarks>
    /// <param name="people">One entry per person; kept, not copied.</param>
    public static BeliefScores Of(IReadOnlyList<LabelledBelief> people)
    {
        ArgumentNullException.ThrowIfNull(people);
        if (people.Count == 0)
            throw new ArgumentException("no people to score", nameof(people));
        if (people.Any(person => !(person.Belief is >= 0 and <= 1)))
            throw new ArgumentException("a belief is outside 0..1", nameof(people));
        return new BeliefScores(people);
    }

    /// <summary>Share of the minors, or of the adults, with at least a belief; NaN when there are none.</summary>
    /// <param name="belief">The threshold.</param>
    /// <param name="minors">Minors, or adults.</param>
    public double ShareAt(double belief, bool minors)
    {
        var count = _people.Count(p => p.IsMinor == minors);
        return (double)_people.Count(p => p.IsMinor == minors && p.Belief >= belief) / count;
    }

    private static double AreaUnderCurve(IReadOnlyList<LabelledBelief> people)
    {
        // Sum of the minors' ranks, equal beliefs sharing their mean rank (Mann-Whitney).
        var sorted = people.OrderBy(p => p.Belief).ToArray();
        double rankSum = 0, minorCount = 0;
        for (var start = 0; start < sorted.Length;)
        {
            var end = start;
            while (end < sorted.Length && sorted[end].Belief.Equals(sorted[start].Belief))
                end++;
            var minors = sorted[start..end].Count(p => p.IsMinor);
            rankSum += minors * (start + 1 + end) / 2.0;
            minorCount += minors;
            start = end;
        }

        return (rankSum - minorCount * (minorCount + 1) / 2) / (minorCount * (sorted.Length - minorCount));
    }

    private static ReliabilityBin Row(int number, Statistics.ReliabilityBin? bin) => new(
        (double)number / Reliability.BinCount, (double)(number + 1) / Reliability.BinCount, (int)(bin?.Right.Of ?? 0), bin?.MeanBelief ?? double.NaN, bin?.Right.Share ?? double.NaN);
}
