using Microsoft.ML.OnnxRuntime;
using Moderation.Models.Onnx;

namespace Moderation.Tests.Unit.Conversion;

public sealed class OnnxModelWriterTests
{
    [Fact]
    public void Written_model_is_read_back_by_the_runtime_with_names_shapes_and_metadata()
    {
        using var session = new InferenceSession(Bytes(LeakyModel(0.5f)));
        Assert.Equal([-1, 3], session.InputMetadata["x"].Dimensions);
        Assert.Equal("rows", session.InputMetadata["x"].SymbolicDimensions[0]);
        Assert.Equal([-1, 3], session.OutputMetadata["y"].Dimensions);
        Assert.Equal("tests", session.ModelMetadata.ProducerName);
        Assert.Equal("tiny", session.ModelMetadata.GraphName);
        Assert.Equal("ü", session.ModelMetadata.CustomMetadataMap["greeting"]);
    }

    [Theory]
    [InlineData(0.5f)]
    [InlineData(-2f)]
    public void Attributes_and_weights_reach_the_computation(float slope)
    {
        using var session = new InferenceSession(Bytes(LeakyModel(slope)));
        using var options = new RunOptions();
        using var x = OrtValue.CreateTensorValueFromMemory(new float[] { -1, 0, 2, 3, -4, 5 }, [2, 3]);
        using var y = session.Run(options, ["x"], [x], ["y"]);
        Assert.Equal([-1 * slope + 10, 20, 32, 13, -4 * slope + 20, 35], y[0].GetTensorDataAsSpan<float>().ToArray());
    }

    [Fact]
    public void Equal_models_give_equal_bytes() => Assert.Equal(Bytes(LeakyModel(1)), Bytes(LeakyModel(1)));

    [Fact]
    public void Small_message_has_the_bytes_of_the_encoding_guide()
    {
        using var stream = new MemoryStream();
        new ProtobufMessage().Integer(1, 150).Text(2, "testing").Integer(3, -1).PackedIntegers(6, [3, 270, 86942]).WriteTo(stream);
        Assert.Equal(
            "08" + "9601" + "12" + "07" + "74657374696E67" + "18" + "FFFFFFFFFFFFFFFFFF01" + "32" + "06" + "038E029EA705",
            Convert.ToHexString(stream.ToArray()));
    }

    [Fact]
    public void Large_weights_are_linked_and_lengths_still_fit()
    {
        var values = Enumerable.Range(0, 5000).Select(i => (float)i).ToArray();
        var graph = new OnnxGraph(
            "large",
            [],
            [new OnnxValueInfo("y", OnnxElementType.Float32, [OnnxDimension.Fixed(5000)])],
            [OnnxTensor.Floats("w", [5000], values)],
            [new OnnxNode("Identity", "copy", ["w"], ["y"])]);
        using var session = new InferenceSession(Bytes(new OnnxModel { Graph = graph }));
        using var options = new RunOptions();
        using var y = session.Run(options, [], [], ["y"]);
        Assert.Equal(values, y[0].GetTensorDataAsSpan<float>().ToArray());
    }

    [Fact]
    public void Tensor_whose_count_does_not_fit_its_shape_is_refused() =>
        Assert.Throws<ArgumentException>(() => OnnxTensor.Floats("w", [2, 2], [1, 2, 3]));

    private static OnnxModel LeakyModel(float slope)
    {
        OnnxDimension[] shape = [OnnxDimension.Dynamic("rows"), OnnxDimension.Fixed(3)];
        var graph = new OnnxGraph(
            "tiny",
            [new OnnxValueInfo("x", OnnxElementType.Float32, shape)],
            [new OnnxValueInfo("y", OnnxElementType.Float32, shape)],
            [OnnxTensor.Floats("bias", [3], [10, 20, 30])],
            [
                new OnnxNode("LeakyRelu", "leaky", ["x"], ["leaked"]) { Attributes = [OnnxAttribute.Of("alpha", slope)] },
                new OnnxNode("Add", "shift", ["leaked", "bias"], ["y"]),
            ]);
        return new OnnxModel { Graph = graph, Producer = "tests", Metadata = [new("greeting", "ü")] };
    }

    private static byte[] Bytes(OnnxModel model)
    {
        using var stream = new MemoryStream();
        OnnxModelWriter.Write(model, stream);
        return stream.ToArray();
    }
}
