using System.Numerics.Tensors;

namespace Moderation.Training.Text.Learning;

/// <summary>One hidden layer between the bag and a group of heads. Toxicity and solicitation have one each, so that either can be trained again alone.</summary>
internal sealed class HeadNetwork(int dimension, int hidden, int heads, Random random)
{
    // A positive start: at zero, an all-zero bag would leave every unit off and nothing would ever learn.
    private const float HiddenBias = 0.1f;
    private readonly float[] _hidden = new float[hidden];
    private readonly float[] _hiddenGradient = new float[hidden];

    public Dense First { get; } = new(dimension, hidden, HiddenBias, random);

    public Dense Second { get; } = new(hidden, heads, 0, random);

    public int Heads => heads;

    /// <summary>All that training moves.</summary>
    public IEnumerable<float[]> Parameters => [First.Weights, First.Bias, Second.Weights, Second.Bias];

    /// <summary>Logits of the heads.</summary>
    public void Forward(ReadOnlySpan<float> bag, Span<float> logits)
    {
        First.Forward(bag, _hidden);
        TensorPrimitives.Max<float>(_hidden, 0f, _hidden);
        Second.Forward(_hidden, logits);
    }

    /// <summary>Learns from the gradients of the logits that <see cref="Forward"/> gave last, and adds the gradient of the bag.</summary>
    public void Backward(ReadOnlySpan<float> bag, ReadOnlySpan<float> gradient, Span<float> bagGradient, float rate)
    {
        Array.Clear(_hiddenGradient);
        Second.Backward(_hidden, gradient, _hiddenGradient, rate);
        for (var i = 0; i < _hidden.Length; i++)
        {
            if (_hidden[i] <= 0)
                _hiddenGradient[i] = 0;
        }

        First.Backward(bag, _hiddenGradient, bagGradient, rate);
    }
}
