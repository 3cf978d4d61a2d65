using System.Security.Cryptography;
using Microsoft.ML.OnnxRuntime;
using Moderation.Models.Faces;

namespace Moderation.Models.Sessions;

/// <summary>One loaded model. Shared: any number of callers bind to it.</summary>
/// <remarks>
/// Threads: safe; each caller has a <see cref="ModelBinding"/> of its own. One thread works per call: on two cores, two callers on one
/// session gave 172 pictures/s where one caller with two threads gave 139. Ownership: dispose it after all bindings.
/// </remarks>
public sealed class ModelSession : IDisposable
{
    private const int IdHashLength = 16;

    private ModelSession(ModelId id, InferenceSession inference)
    {
        Id = id;
        Inference = inference;
    }

    /// <summary>The model by name and content.</summary>
    public ModelId Id { get; }

    internal InferenceSession Inference { get; }

    /// <summary>Loads a model, checks its bytes and its tensors.</summary>
    /// <param name="name">What the model is called in signals and messages.</param>
    /// <param name="file">The ONNX file.</param>
    /// <param name="sha256">Its SHA-256 in lower-case hexadecimal digits; null takes the file as it is.</param>
    /// <param name="tensors">The tensors it must have.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">Another file than expected, no ONNX model, or other tensors; the message says which.</exception>
    public static ModelSession Open(string name, string file, string? sha256, IReadOnlyList<TensorContract> tensors)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(tensors);
        if (!File.Exists(file))
            throw new FileNotFoundException($"model {name}: {file} is missing; `moderation models fetch` gets it", file);
        var bytes = File.ReadAllBytes(file);
        var actual = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (sha256 is not null && actual != sha256)
            throw new InvalidDataException($"model {name}: {file} has SHA-256 {actual}, its manifest says {sha256}; `moderation models fetch` gets the right one");

        var inference = Load(name, bytes);
        try
        {
            foreach (var tensor in tensors)
                tensor.Check(name, inference);
        }
        catch
        {
            inference.Dispose();
            throw;
        }

        return new ModelSession(new ModelId(name, actual[..IdHashLength]), inference);
    }

    /// <inheritdoc/>
    public void Dispose() => Inference.Dispose();

    private static InferenceSession Load(string name, byte[] bytes)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        try
        {
            return new InferenceSession(bytes, options);
        }
        catch (OnnxRuntimeException failure)
        {
            throw new InvalidDataException($"model {name}: the file is no ONNX model that this runtime can load: {failure.Message}", failure);
        }
    }
}
