using System.Buffers.Binary;
using Microsoft.ML.OnnxRuntime;
using Moderation.Models.Onnx;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Conversion;

public sealed class OnnxModelReaderTests
{
    private static readonly float[] Weights = [.. Enumerable.Range(0, 3000).Select(i => i * 0.25f)];

    [Fact]
    public void What_the_writer_wrote_comes_back()
    {
        var model = Model();
        var parts = OnnxModelReader.Read(Bytes(model));
        Assert.Equal(model.Graph.Initializers.Select(Describe), parts.Initializers.Values.Select(Describe));
        Assert.Equal(model.Metadata, parts.Metadata);
        Assert.Equal(Weights, parts.Initializer("w").ToFloats());
    }

    [Fact]
    public void A_file_that_the_runtime_wrote_is_read_as_well()
    {
        using var folder = new TemporaryFolder();
        using (var options = new SessionOptions { OptimizedModelFilePath = folder.File("other.onnx"), GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL })
        using (new InferenceSession(Bytes(Model()), options))
        {
        }

        var parts = OnnxModelReader.Read(File.ReadAllBytes(folder.File("other.onnx")));
        Assert.NotEqual(Bytes(Model()), File.ReadAllBytes(folder.File("other.onnx")));
        Assert.Equal(Model().Graph.Initializers.Select(Describe).Order(StringComparer.Ordinal), parts.Initializers.Values.Select(Describe).Order(StringComparer.Ordinal));
        Assert.Equal("ü", parts.Metadata["greeting"]);
    }

    [Fact]
    public void Numbers_that_lie_typed_packed_or_one_by_one_come_back_raw()
    {
        var packed = new byte[8];
        BinaryPrimitives.WriteSingleLittleEndian(packed, 1.5f);
        BinaryPrimitives.WriteSingleLittleEndian(packed.AsSpan(4), -2f);
        var parts = OnnxModelReader.Read(Written(
            Tensor("packed", 1, 2).Bytes(4, packed),
            Tensor("single", 1, 2).Single(4, 1.5f).Single(4, -2f),
            Tensor("long", 7, 2).PackedIntegers(7, [-1, 5]),
            Tensor("int", 6, 2).Integer(5, -1).Integer(5, 300),
            Tensor("byte", 3, 2).PackedIntegers(5, [-1, 7])));
        Assert.Equal([1.5f, -2f], parts.Initializer("packed").ToFloats());
        Assert.Equal([1.5f, -2f], parts.Initializer("single").ToFloats());
        Assert.Equal("FFFFFFFFFFFFFFFF0500000000000000", Convert.ToHexString(parts.Initializer("long").Data.Span));
        Assert.Equal("FFFFFFFF2C010000", Convert.ToHexString(parts.Initializer("int").Data.Span));
        Assert.Equal("FF07", Convert.ToHexString(parts.Initializer("byte").Data.Span));
    }

    [Fact]
    public void A_constant_that_lies_elsewhere_or_does_not_fit_its_shape_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => OnnxModelReader.Read(Written(Tensor("w", 1, 1).Integer(14, 1))));
        Assert.Throws<InvalidDataException>(() => OnnxModelReader.Read(Written(Tensor("w", 1, 2).Single(4, 1))));
        Assert.Throws<InvalidDataException>(() => OnnxModelReader.Read(Written(Tensor("w", 11, 1).Bytes(9, new byte[8]))));
        Assert.Throws<InvalidDataException>(() => OnnxModelReader.Read(Bytes(Model())).Initializer("none"));
    }

    [Fact]
    public void A_file_that_is_cut_off_anywhere_is_refused_or_holds_less()
    {
        var file = Bytes(Model());
        for (var length = 0; length < file.Length; length += length < 200 || length > file.Length - 200 ? 1 : 97)
        {
            try
            {
                Assert.True(OnnxModelReader.Read(file.AsMemory(0, length)) is { } parts && parts.Initializers.Count + parts.Metadata.Count < 4);
            }
            catch (InvalidDataException)
            {
                // refused
            }
        }
    }

    private static string Describe(OnnxTensor tensor) => $"{tensor.Name} {tensor.ElementType} [{string.Join(',', tensor.Shape)}] {Convert.ToHexString(tensor.Data.Span)}";

    private static ProtobufMessage Tensor(string name, int type, int length) => new ProtobufMessage().Integer(1, length).Integer(2, type).Text(8, name);

    private static byte[] Written(params ProtobufMessage[] tensors)
    {
        var graph = new ProtobufMessage();
        foreach (var tensor in tensors)
            graph.Message(5, tensor);
        using var stream = new MemoryStream();
        new ProtobufMessage().Integer(1, 8).Message(7, graph).WriteTo(stream);
        return stream.ToArray();
    }

    private static OnnxModel Model() => new()
    {
        Graph = new OnnxGraph(
            "tiny",
            [],
            [new OnnxValueInfo("y", OnnxElementType.Float32, [OnnxDimension.Fixed(3000)]), new OnnxValueInfo("z", OnnxElementType.Int8, [OnnxDimension.Fixed(2)])],
            [OnnxTensor.Floats("w", [3000], Weights), OnnxTensor.FromBytes("b", OnnxElementType.Int8, [2], new byte[] { 1, 255 }), OnnxTensor.Integers("n", [1], [3000])],
            [new OnnxNode("Reshape", "shape", ["w", "n"], ["y"]), new OnnxNode("Identity", "copy", ["b"], ["z"])]),
        Metadata = [KeyValuePair.Create("greeting", "ü")],
    };

    private static byte[] Bytes(OnnxModel model)
    {
        using var stream = new MemoryStream();
        OnnxModelWriter.Write(model, stream);
        return stream.ToArray();
    }
}
