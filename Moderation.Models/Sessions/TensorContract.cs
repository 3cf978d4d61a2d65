using Microsoft.ML.OnnxRuntime;

namespace Moderation.Models.Sessions;

/// <summary>Which way a tensor goes.</summary>
public enum TensorDirection
{
    /// <summary>Into the model.</summary>
    Input,

    /// <summary>Out of the model.</summary>
    Output,
}

/// <summary>A tensor of 32-bit floats that our code needs a model to have.</summary>
/// <param name="Direction">In or out.</param>
/// <param name="Name">Its name in the ONNX file.</param>
/// <param name="Shape">Its shape; the model may leave the first axis open, which then means one item.</param>
public sealed record TensorContract(TensorDirection Direction, string Name, IReadOnlyList<int> Shape)
{
    /// <summary>Numbers in it.</summary>
    public int Length => Shape.Aggregate(1, (product, axis) => checked(product * axis));

    /// <summary>Holds it against a loaded model.</summary>
    /// <exception cref="InvalidDataException">The model has no such tensor, or one of another type or shape.</exception>
    internal void Check(string model, InferenceSession inference)
    {
        var known = Direction == TensorDirection.Input ? inference.InputMetadata : inference.OutputMetadata;
        if (!known.TryGetValue(Name, out var node))
            throw new InvalidDataException($"model {model}: no {Direction} named {Name}; it has {string.Join(", ", known.Keys)}");
        if (node.ElementType != typeof(float) || !Fits(node.Dimensions))
            throw new InvalidDataException(
                $"model {model}: {Direction} {Name} is {node.ElementType?.Name} [{string.Join(",", node.Dimensions)}], needed is Single [{string.Join(",", Shape)}]");
    }

    private bool Fits(int[] dimensions) =>
        dimensions.Length == Shape.Count
        && dimensions.Index().All(d => d.Item == Shape[d.Index] || (d.Index == 0 && d.Item < 0));
}
