using System.Numerics.Tensors;

namespace Moderation.Training.Text.Learning;

/// <summary>The whole model: a bag of features and character filters that were trained apart. A head's logit lies between theirs.</summary>
/// <remarks>They err in different places: the bag remembers words, the filters see what words have in common.</remarks>
/// <param name="Bag">Bag of words and n-grams.</param>
/// <param name="Filters">Character filters.</param>
/// <param name="FilterShare">Where between: 0 is the bag's logit, 1 the filters'.</param>
internal sealed record TextNetwork(BagModel Bag, FilterModel Filters, float FilterShare)
{
    /// <summary>Logits of all heads, then of the language.</summary>
    /// <param name="pooled">The line as the bag pools it.</param>
    /// <param name="answers">What the filters answer about it.</param>
    /// <param name="logits">Receives one more than there are heads.</param>
    public void Logits(ReadOnlySpan<float> pooled, ReadOnlySpan<float> answers, Span<float> logits)
    {
        Span<float> filtered = stackalloc float[TextHeads.Count];
        Bag.Logits(pooled, logits);
        Filters.Heads.Forward(answers, filtered);
        var heads = logits[..TextHeads.Count];
        TensorPrimitives.Lerp(heads, filtered, FilterShare, heads);
    }
}
