namespace Moderation.Training.Ages;

/// <summary>How an age head is trained. Fixed in the product, so that two heads can be compared; tests set smaller limits.</summary>
internal sealed record AgeHeadOptions
{
    /// <summary>Below this many faces a head is refused: with 300 one was no better than the expected age, with 1,000 it was.</summary>
    public int FewestFaces { get; init; } = 1000;

    /// <summary>Below this many faces aged 13 to 17 a head is refused: a share of 100 is known to about 10 points at best.</summary>
    public int FewestTeenagers { get; init; } = 100;

    /// <summary>Below this many faces aged 18 to 25 a head is refused: it is chosen by how well it tells them from 13 to 17.</summary>
    public int FewestYoungAdults { get; init; } = 100;

    /// <summary>Two faces whose descriptors have a higher cosine count as one person in one picture and stay in one fold.</summary>
    public float DuplicateCosine { get; init; } = 0.92f;

    public int FoldCount { get; init; } = 5;

    /// <summary>Weight of a face aged 13 to 17; the others have 1.</summary>
    public float TeenagerWeight { get; init; } = 3;

    /// <summary>Weights of the L2 penalty that cross-validation chooses from, rising. Microsoft.ML adds half of it times the squared weights to the sum of losses.</summary>
    public IReadOnlyList<float> L2Choices { get; init; } = [3, 10, 30, 100, 300, 1000, 3000, 10000];

    public int Seed { get; init; } = 1;
}
