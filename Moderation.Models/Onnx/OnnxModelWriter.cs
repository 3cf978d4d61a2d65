using System.Diagnostics;

namespace Moderation.Models.Onnx;

/// <summary>Writes a model as an ONNX file.</summary>
/// <remarks>Source: onnx.proto3 (field numbers and enum values), https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3, Apache-2.0.</remarks>
public static class OnnxModelWriter
{
    private const int FloatAttribute = 1;
    private const int IntegerAttribute = 2;
    private const int TextAttribute = 3;
    private const int IntegersAttribute = 7;

    /// <summary>Writes <paramref name="model"/> to <paramref name="stream"/>. The stream stays open.</summary>
    public static void Write(OnnxModel model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        var message = new ProtobufMessage()
            .Integer(1, model.IrVersion)
            .Text(2, model.Producer);
        if (model.ProducerVersion.Length > 0)
            message.Text(3, model.ProducerVersion);
        message.Message(7, Graph(model.Graph));
        // The default operator set has the empty domain, which proto3 leaves out.
        message.Message(8, new ProtobufMessage().Integer(2, model.OpsetVersion));
        foreach (var (key, value) in model.Metadata)
            message.Message(14, new ProtobufMessage().Text(1, key).Text(2, value));
        message.WriteTo(stream);
    }

    private static ProtobufMessage Graph(OnnxGraph graph)
    {
        var message = new ProtobufMessage();
        foreach (var node in graph.Nodes)
            message.Message(1, Node(node));
        message.Text(2, graph.Name);
        foreach (var tensor in graph.Initializers)
            message.Message(5, Tensor(tensor));
        foreach (var input in graph.Inputs)
            message.Message(11, ValueInfo(input));
        foreach (var output in graph.Outputs)
            message.Message(12, ValueInfo(output));
        return message;
    }

    private static ProtobufMessage Node(OnnxNode node)
    {
        var message = new ProtobufMessage();
        foreach (var input in node.Inputs)
            message.Text(1, input);
        foreach (var output in node.Outputs)
            message.Text(2, output);
        message.Text(3, node.Name).Text(4, node.Operator);
        foreach (var attribute in node.Attributes)
            message.Message(5, Attribute(attribute));
        return message;
    }

    private static ProtobufMessage Attribute(OnnxAttribute attribute)
    {
        var message = new ProtobufMessage().Text(1, attribute.Name);
        switch (attribute)
        {
            case FloatOnnxAttribute a:
                return message.Single(2, a.Value).Integer(20, FloatAttribute);
            case IntegerOnnxAttribute a:
                return message.Integer(3, a.Value).Integer(20, IntegerAttribute);
            case TextOnnxAttribute a:
                return message.Text(4, a.Value).Integer(20, TextAttribute);
            case IntegersOnnxAttribute a:
                return message.PackedIntegers(8, a.Values).Integer(20, IntegersAttribute);
            default:
                throw new UnreachableException(attribute.GetType().Name);
        }
    }

    private static ProtobufMessage Tensor(OnnxTensor tensor) => new ProtobufMessage()
        .PackedIntegers(1, tensor.Shape)
        .Integer(2, (long)tensor.ElementType)
        .Text(8, tensor.Name)
        .Bytes(9, tensor.Data);

    private static ProtobufMessage ValueInfo(OnnxValueInfo info)
    {
        var shape = new ProtobufMessage();
        foreach (var dimension in info.Shape)
        {
            var axis = new ProtobufMessage();
            shape.Message(1, dimension.Name is { } name ? axis.Text(2, name) : axis.Integer(1, dimension.Length));
        }

        var tensor = new ProtobufMessage().Integer(1, (long)info.ElementType).Message(2, shape);
        return new ProtobufMessage().Text(1, info.Name).Message(2, new ProtobufMessage().Message(1, tensor));
    }
}
