namespace Moderation.Models.Manifests;

/// <summary>How far one output is from the original model's answer to one golden picture.</summary>
/// <param name="Golden">Name of the golden.</param>
/// <param name="Output">Name of the output.</param>
/// <param name="MaxDifference">Largest absolute difference; NaN when either side is not a number.</param>
/// <param name="LargestAnswer">Largest absolute number of the stored answer, to judge the difference by.</param>
/// <param name="Passed">Every number is within the output's tolerance.</param>
public sealed record GoldenComparison(string Golden, string Output, double MaxDifference, double LargestAnswer, bool Passed)
{
    internal static GoldenComparison Between(string golden, ModelOutput output, ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        var (maxDifference, largestAnswer, passed) = (0.0, 0.0, true);
        for (var i = 0; i < expected.Length; i++)
        {
            var difference = Math.Abs((double)actual[i] - expected[i]);
            // Math.Max keeps a NaN, and a comparison with one is false, so a broken number never passes.
            maxDifference = Math.Max(maxDifference, difference);
            largestAnswer = Math.Max(largestAnswer, Math.Abs(expected[i]));
            passed &= difference <= output.Tolerance;
        }

        return new GoldenComparison(golden, output.Name, maxDifference, largestAnswer, passed);
    }

    /// <summary>One line for people.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Golden}/{Output}: largest difference {MaxDifference:G3} of {LargestAnswer:G4}{(Passed ? "" : ", beyond the tolerance")}");
}

/// <summary>Golden pictures or answers that cannot be compared at all.</summary>
public sealed class GoldenException : Exception
{
    /// <summary>States the problem, naming the file.</summary>
    public GoldenException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
