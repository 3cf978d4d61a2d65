using Microsoft.ML.OnnxRuntime;

namespace Moderation.Models.Sessions;

/// <summary>One caller's tensors on a shared session. A call allocates nothing on the managed heap.</summary>
/// <remarks>Threads: one caller at a time. Ownership: dispose it before its session; spans of its tensors must not outlive it.</remarks>
public sealed class ModelBinding : IDisposable
{
    private readonly ModelSession _session;
    private readonly RunOptions _options = new();
    private readonly OrtIoBinding _binding;
    private readonly Dictionary<string, float[]> _arrays = new(StringComparer.Ordinal);
    private readonly List<OrtValue> _values = [];

    /// <summary>Allocates and binds the tensors.</summary>
    /// <param name="session">The model.</param>
    /// <param name="tensors">All its inputs and the outputs that are wanted.</param>
    public ModelBinding(ModelSession session, IReadOnlyList<TensorContract> tensors)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(tensors);
        _session = session;
        _binding = session.Inference.CreateIoBinding();
        foreach (var tensor in tensors)
            Bind(tensor);
    }

    /// <summary>The numbers of a tensor: written before a call for an input, read after it for an output.</summary>
    /// <param name="name">Its name in the ONNX file.</param>
    /// <exception cref="KeyNotFoundException">It was not bound.</exception>
    public Span<float> Tensor(string name) => _arrays[name];

    /// <summary>Runs the model once.</summary>
    /// <exception cref="OnnxRuntimeException">The model failed.</exception>
    public void Run() => _session.Inference.RunWithBinding(_options, _binding);

    /// <inheritdoc/>
    public void Dispose()
    {
        _binding.Dispose();
        foreach (var value in _values)
            value.Dispose();
        _options.Dispose();
    }

    private void Bind(TensorContract tensor)
    {
        // pinned: native code keeps the address between calls
        var array = GC.AllocateArray<float>(tensor.Length, pinned: true);
        var value = OrtValue.CreateTensorValueFromMemory(array, [.. tensor.Shape.Select(axis => (long)axis)]);
        _values.Add(value);
        _arrays.Add(tensor.Name, array);
        if (tensor.Direction == TensorDirection.Input)
            _binding.BindInput(tensor.Name, value);
        else
            _binding.BindOutput(tensor.Name, value);
    }
}
