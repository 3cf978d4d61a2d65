using System.Runtime.InteropServices;
using Moderation.Models.Onnx;
using Moderation.Models.Text;
using Moderation.Training.Text.Learning;

namespace Moderation.Training.Text.Export;

/// <summary>Puts the linear heads into an ONNX graph: ids in, what each of them adds to each head's logit out.</summary>
internal static class LinearGraph
{
    private const int LargestByte = 127;

    public static OnnxModel Build(LinearHeads heads, TextModelSpec spec) => new()
    {
        Graph = new OnnxGraph(
            "text-linear",
            [new("ids", OnnxElementType.Int32, [OnnxDimension.Dynamic("places")])],
            [new("weights", OnnxElementType.Float32, [OnnxDimension.Dynamic("places"), OnnxDimension.Fixed(TextHeads.Count)])],
            [.. Tensors(heads)],
            [
                new("Gather", "gather", ["table_bytes", "ids"], ["bytes"]),
                new("Cast", "cast", ["bytes"], ["floats"]) { Attributes = [OnnxAttribute.Of("to", (long)OnnxElementType.Float32)] },
                new("Mul", "scale", ["floats", "table_scales"], ["weights"]),
            ]),
        Metadata = [KeyValuePair.Create(TextModelSpec.MetadataKey, spec.ToJson())],
    };

    private static IEnumerable<OnnxTensor> Tensors(LinearHeads heads)
    {
        var scales = new float[TextHeads.Count];
        for (var i = 0; i < heads.Weights.Length; i++)
            scales[i % scales.Length] = Math.Max(scales[i % scales.Length], Math.Abs(heads.Weights[i]) / LargestByte);
        var bytes = new sbyte[heads.Weights.Length];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = scales[i % scales.Length] > 0 ? (sbyte)MathF.Round(heads.Weights[i] / scales[i % scales.Length]) : (sbyte)0;
        yield return OnnxTensor.FromBytes("table_bytes", OnnxElementType.Int8, [bytes.Length / scales.Length, scales.Length], MemoryMarshal.AsBytes<sbyte>(bytes).ToArray());
        yield return OnnxTensor.Floats("table_scales", [scales.Length], scales);
    }
}
