using System.Diagnostics.CodeAnalysis;

namespace Moderation.Models.Onnx;

/// <summary>What a tensor holds; the numbers are ONNX's own (TensorProto.DataType).</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "These are the types.")]
public enum OnnxElementType
{
    /// <summary>Not said.</summary>
    None = 0,

    /// <summary>32-bit float.</summary>
    Float32 = 1,

    /// <summary>Unsigned 8-bit integer.</summary>
    UInt8 = 2,

    /// <summary>Signed 8-bit integer.</summary>
    Int8 = 3,

    /// <summary>Signed 32-bit integer.</summary>
    Int32 = 6,

    /// <summary>Signed 64-bit integer; what ONNX uses for shapes, axes and indices.</summary>
    Int64 = 7,

    /// <summary>Text.</summary>
    Text = 8,

    /// <summary>True or false.</summary>
    Boolean = 9,

    /// <summary>16-bit float.</summary>
    Float16 = 10,
}
