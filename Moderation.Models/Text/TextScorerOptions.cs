namespace Moderation.Models.Text;

/// <summary>How text lines are scored.</summary>
public sealed class TextScorerOptions
{
    /// <summary>Most lines of one call, 1 to 1,024.</summary>
    /// <value>64</value>
    public int MaxBatch { get; init; } = 64;

    /// <summary>Most lines of one run of the model, 1 to <see cref="MaxBatch"/>; lines of like length go together.</summary>
    /// <value>64</value>
    public int GroupLines { get; init; } = 64;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBatch, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxBatch, 1_024);
        ArgumentOutOfRangeException.ThrowIfLessThan(GroupLines, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(GroupLines, MaxBatch);
    }
}
