namespace Moderation.Models.Text;

/// <summary>How text lines are scored.</summary>
public sealed class TextScorerOptions
{
    /// <summary>Most lines of one call, which the model answers together, 1 to 1,024.</summary>
    /// <value>64</value>
    public int MaxBatch { get; init; } = 64;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBatch, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxBatch, 1_024);
    }
}
