using Moderation.Models.Onnx;

namespace Moderation.Training.Ages;

/// <summary>Puts a head into one ONNX graph.</summary>
internal static class AgeHeadGraph
{
    private static readonly OnnxDimension Faces = OnnxDimension.Dynamic("faces");

    public static OnnxModel Build(AgeHeadModel head)
    {
        var length = head.Scale.Mean.Length;
        var (weights, bias) = head.Stack.Unscaled();
        return new OnnxModel
        {
            Graph = new OnnxGraph(
                "age-head",
                [Value("descriptor", length), Value("expected_age", 1)],
                [Value("under_18", 1)],
                [
                    OnnxTensor.Floats("mean", [length], head.Scale.Mean),
                    OnnxTensor.Floats("deviation", [length], head.Scale.Deviation),
                    OnnxTensor.Floats("boundary_weights", [1, length], head.Boundary.Weights),
                    OnnxTensor.Floats("boundary_bias", [1], [head.Boundary.Bias]),
                    OnnxTensor.Floats("stack_weights", [1, weights.Length], weights),
                    OnnxTensor.Floats("stack_bias", [1], [bias]),
                ],
                [
                    Node("Sub", ["descriptor", "mean"], "centred"),
                    Node("Div", ["centred", "deviation"], "scaled"),
                    Node("Gemm", ["scaled", "boundary_weights", "boundary_bias"], "log_odds", OnnxAttribute.Of("transB", 1)),
                    Node("Concat", ["log_odds", "expected_age"], "both", OnnxAttribute.Of("axis", 1)),
                    Node("Gemm", ["both", "stack_weights", "stack_bias"], "stacked", OnnxAttribute.Of("transB", 1)),
                    Node("Sigmoid", ["stacked"], "under_18"),
                ]),
        };
    }

    private static OnnxValueInfo Value(string name, int width) => new(name, OnnxElementType.Float32, [Faces, OnnxDimension.Fixed(width)]);

    private static OnnxNode Node(string type, string[] inputs, string output, params OnnxAttribute[] attributes) =>
        new(type, output, inputs, [output]) { Attributes = attributes };
}
