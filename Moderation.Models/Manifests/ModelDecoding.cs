namespace Moderation.Models.Manifests;

/// <summary>The fixed grid of candidate faces behind a detector's rows.</summary>
public sealed record DetectorAnchors
{
    /// <summary>Side of the square input that box numbers are measured in, pixels.</summary>
    public required int InputPx { get; init; }

    /// <summary>The grids, in the order in which their rows are numbered.</summary>
    public required IReadOnlyList<AnchorLayer> Layers { get; init; }

    /// <summary>How a row becomes a box; for people.</summary>
    public required string Decoding { get; init; }
}

/// <summary>One grid of anchors: rows run along x, then y; every cell has <see cref="PerCell"/> rows in a run, all at the cell's centre.</summary>
public sealed record AnchorLayer
{
    /// <summary>Side of a cell, pixels of the input.</summary>
    public required int StridePx { get; init; }

    /// <summary>Rows per cell.</summary>
    public required int PerCell { get; init; }

    /// <summary>Output that holds one logit per row.</summary>
    public required string Scores { get; init; }

    /// <summary>Output that holds the box numbers of each row.</summary>
    public required string Boxes { get; init; }
}

/// <summary>How a distribution over whole years becomes one number: sum of <c>i * p[i]</c> plus <see cref="OffsetYears"/>.</summary>
public sealed record AgeDecoding
{
    /// <summary>Output that holds the distribution; element i is the share of age i.</summary>
    public required string Distribution { get; init; }

    /// <summary>Added to the mean, years: a person of i full years is i + 0.5 old on average.</summary>
    public required double OffsetYears { get; init; }
}
