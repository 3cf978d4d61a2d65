using Moderation.Models.Text;

namespace Moderation.Training.Text.Learning;

/// <summary>Two tables whose rows are pooled over a line's features, and three small networks on the pooled vector: toxicity, solicitation, language.</summary>
internal sealed class BagModel
{
    /// <summary>Between the sum (0), which long lines would inflate, and the mean (1), in which one word of a long line drowns.</summary>
    public const float LengthPower = 0.75f;

    // The largest of rows that are all zero would never learn: none of them is the largest.
    private const float LargestStart = 0.02f;

    public BagModel(TrainingOptions options)
        : this(new EmbeddingBag(new EmbeddingTable(1 << options.Bits, options.SummedDimension), new EmbeddingTable(1 << options.Bits, options.LargestDimension), LengthPower), options)
    {
        var random = new Random(options.Seed);
        foreach (ref var value in Bag.Largest.Values.AsSpan(Bag.Largest.Dimension))
            value = (random.NextSingle() * 2 - 1) * LargestStart;
    }

    /// <summary>A model on tables that are there; its networks are still to be filled or trained.</summary>
    public BagModel(EmbeddingBag bag, TrainingOptions options)
    {
        var random = new Random(options.Seed);
        Bag = bag;
        Toxicity = new HeadNetwork(Dimension, options.Hidden, TextHeads.ToxicityCount, random);
        Solicitation = new HeadNetwork(Dimension, options.Hidden, TextHeads.Count - TextHeads.ToxicityCount, random);
        French = new Dense(Dimension, 1, 0, random);
    }

    /// <summary>The tables. Row 0 stays zero; summed rows start at zero, so that a feature that training never saw says next to nothing.</summary>
    public EmbeddingBag Bag { get; }

    public int RowCount => Bag.RowCount;

    public int Dimension => Bag.Dimension;

    public HeadNetwork Toxicity { get; }

    public HeadNetwork Solicitation { get; }

    /// <summary>Logit of the line being French, not English.</summary>
    public Dense French { get; }

    /// <summary>All that training moves.</summary>
    public IEnumerable<float[]> Parameters =>
    [
        Bag.Summed.Values, Bag.Largest.Values, .. Toxicity.Parameters, .. Solicitation.Parameters, French.Weights, French.Bias,
    ];

    /// <summary>Logits of all heads, then of the language.</summary>
    public void Logits(ReadOnlySpan<float> pooled, Span<float> logits)
    {
        Toxicity.Forward(pooled, logits[..TextHeads.ToxicityCount]);
        Solicitation.Forward(pooled, logits[TextHeads.ToxicityCount..TextHeads.Count]);
        French.Forward(pooled, logits[TextHeads.Count..]);
    }
}
