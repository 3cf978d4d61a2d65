namespace Moderation.Training.Text.Learning;

/// <summary>How the text model is trained. The defaults are those of the shipped model.</summary>
internal sealed record TrainingOptions
{
    /// <summary>Each table has 2^bits rows.</summary>
    public int Bits { get; init; } = 17;

    /// <summary>Models that are trained apart, by seeds that follow each other, and joined to one bag.</summary>
    public int Members { get; init; } = 2;

    /// <summary>Numbers per row of a member's table whose rows are summed.</summary>
    public int SummedDimension { get; init; } = 32;

    /// <summary>Numbers per row of a member's table of whose rows the largest numbers count.</summary>
    public int LargestDimension { get; init; } = 16;

    /// <summary>Hidden units of each of a member's two networks.</summary>
    public int Hidden { get; init; } = 128;

    public int Epochs { get; init; } = 12;

    /// <summary>The model is the mean of what it was after each of so many last epochs.</summary>
    public int AveragedEpochs { get; init; } = 3;

    /// <summary>Steps shrink in a line to this share of the first epoch's; not to nothing, because the mean of the last epochs settles.</summary>
    public float LastPace { get; init; } = 0.3f;

    /// <summary>Adagrad step of the rows that are summed.</summary>
    public float SummedRate { get; init; } = 0.2f;

    /// <summary>Adagrad step of the rows of which the largest count.</summary>
    public float LargestRate { get; init; } = 0.05f;

    /// <summary>Adagrad step of the networks.</summary>
    public float DenseRate { get; init; } = 0.05f;

    /// <summary>Widths of the character filters' windows.</summary>
    public IReadOnlyList<int> FilterWidths { get; init; } = [3, 5, 7, 9];

    /// <summary>Filters of each width.</summary>
    public int FiltersPerWidth { get; init; } = 128;

    /// <summary>Hidden units of the network on the filters' answers.</summary>
    public int FilterHidden { get; init; } = 128;

    /// <summary>Where a logit lies between the bag's (0) and the filters' (1).</summary>
    public float FilterShare { get; init; } = 0.4f;

    /// <summary>To what the filters' steps shrink; below the bag's, whose many rows are seldom moved.</summary>
    public float FilterLastPace { get; init; } = 0.1f;

    /// <summary>Adagrad step of the filters.</summary>
    public float FilterRate { get; init; } = 0.25f;

    /// <summary>Adagrad step of the filters' network.</summary>
    public float FilterDenseRate { get; init; } = 0.05f;

    /// <summary>Share of the filters' answers that a step does not see.</summary>
    public float FilterDropout { get; init; } = 0.1f;

    /// <summary>Share of a line's features that a step does not see.</summary>
    public double FeatureDropout { get; init; } = 0.3;

    /// <summary>Share of lines that a step sees in disguise.</summary>
    public double Disguised { get; init; } = 0.9;

    /// <summary>Weight of an English line of a public set.</summary>
    public float EnglishWeight { get; init; } = 2;

    /// <summary>Weight of a French line of a public set or a rendering of one; there are few.</summary>
    public float FrenchWeight { get; init; } = 12;

    /// <summary>The same for the filters: few as they are, they learn less of these lines by heart than rows do.</summary>
    public float FilterFrenchWeight { get; init; } = 18;

    /// <summary>What the weight of a line is multiplied with when its set is known for noisy labels (mlma: no model ranks its test rows above 0.7) or sampled by keywords (davidson).</summary>
    public float NoisyWeight { get; init; } = 0.5f;

    /// <summary>What the weight of a line of ToxiFrench's agreement set is multiplied with: the only real French forum posts there are. Half of them, held out, rank better by 0.01 when the other half counts three times; much more, and other French lines rank worse.</summary>
    public float AgreementWeight { get; init; } = 2;

    /// <summary>Weight of a line written for this project; they are many, and an author's idea of what people write.</summary>
    public float WrittenWeight { get; init; } = 3;

    /// <summary>Most of the whole weight that lines from the grammar may carry: templates move the prior, not the ranking of natural lines.</summary>
    public float GrammarShare { get; init; } = 0.2f;

    /// <summary>Seed of everything that is drawn.</summary>
    public int Seed { get; init; } = 1;
}
