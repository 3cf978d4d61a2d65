using System.Numerics.Tensors;

namespace Moderation.Training.Text.Learning;

/// <summary>A table of rows whose length-scaled sum over a line's features feeds three small networks: toxicity, solicitation, language.</summary>
/// <remarks>Rows start at zero: a feature that training never saw says nothing.</remarks>
internal sealed class BagModel
{
    /// <summary>Between the sum (0), which long lines would inflate, and the mean (1), in which one word of a long line drowns.</summary>
    public const float LengthPower = 0.75f;

    public BagModel(TrainingOptions options)
    {
        var random = new Random(options.Seed);
        (RowCount, Dimension) = (1 << options.Bits, options.Dimension);
        Table = new float[RowCount * Dimension];
        Toxicity = new HeadNetwork(Dimension, options.Hidden, TextHeads.ToxicityCount, random);
        Solicitation = new HeadNetwork(Dimension, options.Hidden, TextHeads.Count - TextHeads.ToxicityCount, random);
        French = new Dense(Dimension, 1, 0, random);
    }

    public int RowCount { get; }

    public int Dimension { get; }

    /// <summary>Rows one after the other; row 0 stays zero.</summary>
    public float[] Table { get; }

    public HeadNetwork Toxicity { get; }

    public HeadNetwork Solicitation { get; }

    /// <summary>Logit of the line being French, not English.</summary>
    public Dense French { get; }

    /// <summary>What the sum of a line's rows is divided by.</summary>
    public static float Divisor(int count) => MathF.Pow(Math.Max(1, count), LengthPower);

    public Span<float> Row(int id) => Table.AsSpan(id * Dimension, Dimension);

    /// <summary>Sum of the rows over <see cref="Divisor"/>.</summary>
    public void Bag(ReadOnlySpan<int> ids, Span<float> bag)
    {
        bag.Clear();
        foreach (var id in ids)
            TensorPrimitives.Add(bag, Row(id), bag);
        TensorPrimitives.Multiply(bag, 1f / Divisor(ids.Length), bag);
    }

    /// <summary>Logits of all heads, then of the language.</summary>
    public void Logits(ReadOnlySpan<float> bag, Span<float> logits)
    {
        Toxicity.Forward(bag, logits[..TextHeads.ToxicityCount]);
        Solicitation.Forward(bag, logits[TextHeads.ToxicityCount..TextHeads.Count]);
        French.Forward(bag, logits[TextHeads.Count..]);
    }
}
