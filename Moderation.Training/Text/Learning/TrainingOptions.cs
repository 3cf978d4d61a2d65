namespace Moderation.Training.Text.Learning;

/// <summary>How the text model is trained. The defaults are those of the shipped model.</summary>
internal sealed record TrainingOptions
{
    /// <summary>The table has 2^bits rows.</summary>
    public int Bits { get; init; } = 18;

    /// <summary>Numbers per row.</summary>
    public int Dimension { get; init; } = 32;

    /// <summary>Hidden units of each of the two heads' networks.</summary>
    public int Hidden { get; init; } = 128;

    public int Epochs { get; init; } = 6;

    /// <summary>Adagrad step of the table's rows.</summary>
    public float TableRate { get; init; } = 0.2f;

    /// <summary>Adagrad step of the networks.</summary>
    public float DenseRate { get; init; } = 0.05f;

    /// <summary>Share of a line's features that a step does not see.</summary>
    public double FeatureDropout { get; init; } = 0.3;

    /// <summary>Share of lines that a step sees in disguise.</summary>
    public double Disguised { get; init; } = 0.45;

    /// <summary>Weight of an English line of a public set.</summary>
    public float EnglishWeight { get; init; } = 2;

    /// <summary>Weight of a French line of a public set or a rendering of one; there are few.</summary>
    public float FrenchWeight { get; init; } = 6;

    /// <summary>What the weight of a line is multiplied with when its set is known for noisy labels (mlma: no model ranks its test rows above 0.7) or sampled by keywords (davidson).</summary>
    public float NoisyWeight { get; init; } = 0.5f;

    /// <summary>Weight of a line written for this project.</summary>
    public float WrittenWeight { get; init; } = 6;

    /// <summary>Most of the whole weight that lines from the grammar may carry: templates move the prior, not the ranking of natural lines.</summary>
    public float GrammarShare { get; init; } = 0.2f;

    /// <summary>Seed of everything that is drawn.</summary>
    public int Seed { get; init; } = 1;
}
