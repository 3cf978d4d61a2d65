namespace Moderation.Training.Text.Reviewed;

/// <summary>How training continues from moderators' decisions, and what the challenger must show before it replaces the champion.</summary>
internal sealed record ReviewedOptions
{
    /// <summary>Share of the groups that is held back.</summary>
    public double HeldBackShare { get; init; } = 0.2;

    /// <summary>Fewest held-back lines of either sort, of a label in a language, that say something about it.</summary>
    public int FewestHeldBack { get; init; } = 20;

    /// <summary>Lines of the champion's own training that are learnt again per reviewed line, so that what it knew stays: with 4, toxic fell by 0.025 on development lines, with 20 by less than 0.01.</summary>
    public double RehearsedPerReviewed { get; init; } = 20;

    public int FewestRehearsed { get; init; } = 60_000;

    /// <summary>Weight of a reviewed line of weight 1; that of a written line.</summary>
    public float ReviewedWeight { get; init; } = 6;

    public int Epochs { get; init; } = 4;

    /// <summary>Adagrad step of the rows that are summed; a half of the first training's.</summary>
    public float SummedRate { get; init; } = 0.1f;

    /// <summary>Adagrad step of the rows of which the largest count; a half, too.</summary>
    public float LargestRate { get; init; } = 0.025f;

    /// <summary>Adagrad step of the networks; a tenth of the first training's.</summary>
    public float DenseRate { get; init; } = 0.005f;

    /// <summary>Adagrad step of the filters; a tenth, too.</summary>
    public float FilterRate { get; init; } = 0.025f;

    /// <summary>Adagrad step of the filters' network; a tenth, too.</summary>
    public float FilterDenseRate { get; init; } = 0.005f;

    /// <summary>Draws behind each 95 % interval.</summary>
    public int Draws { get; init; } = 1_000;

    /// <summary>Area under the curve that a label may lose on development lines.</summary>
    public double LargestFall { get; init; } = 0.01;

    /// <summary>Share of clean lines that may be flagged, per language.</summary>
    public double MostCleanFlagged { get; init; } = 0.01;

    public int Seed { get; init; } = 1;
}
