using System.Numerics.Tensors;

namespace Moderation.Training.Text.Learning;

/// <summary>A fully connected layer with its Adagrad state.</summary>
internal sealed class Dense
{
    private const float Epsilon = 1e-6f;
    private readonly float[] _weightMass;
    private readonly float[] _biasMass;

    public Dense(int inputs, int outputs, float bias, Random random)
    {
        (Inputs, Outputs) = (inputs, outputs);
        Weights = new float[inputs * outputs];
        Bias = new float[outputs];
        Array.Fill(Bias, bias);
        var bound = Math.Sqrt(6.0 / (inputs + outputs));
        for (var i = 0; i < Weights.Length; i++)
            Weights[i] = (float)((random.NextDouble() * 2 - 1) * bound);
        (_weightMass, _biasMass) = (new float[Weights.Length], new float[outputs]);
    }

    public int Inputs { get; }

    public int Outputs { get; }

    /// <summary>One row of <see cref="Inputs"/> numbers per output.</summary>
    public float[] Weights { get; }

    public float[] Bias { get; }

    public void Forward(ReadOnlySpan<float> input, Span<float> output)
    {
        for (var o = 0; o < Outputs; o++)
            output[o] = TensorPrimitives.Dot(input, Row(o)) + Bias[o];
    }

    /// <summary>Adds the input's gradient, then moves the weights.</summary>
    public void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> gradient, Span<float> inputGradient, float rate)
    {
        for (var o = 0; o < Outputs; o++)
        {
            if (gradient[o] == 0)
                continue;
            var row = Row(o);
            TensorPrimitives.MultiplyAdd(row, gradient[o], inputGradient, inputGradient);
            var mass = _weightMass.AsSpan(o * Inputs, Inputs);
            for (var i = 0; i < row.Length; i++)
            {
                var g = gradient[o] * input[i];
                mass[i] += g * g;
                row[i] -= rate * g / (MathF.Sqrt(mass[i]) + Epsilon);
            }

            _biasMass[o] += gradient[o] * gradient[o];
            Bias[o] -= rate * gradient[o] / (MathF.Sqrt(_biasMass[o]) + Epsilon);
        }
    }

    private Span<float> Row(int output) => Weights.AsSpan(output * Inputs, Inputs);
}
