using Microsoft.ML.OnnxRuntime;

namespace Moderation.Models.Sessions;

/// <summary>One caller's tensors on a shared session, for one picture at a time. A call allocates nothing on the managed heap.</summary>
/// <remarks>
/// Batch 1: batches of 4 and 8 gave a convolutional network nothing on a CPU. Threads: one caller at a time.
/// Ownership: dispose it before its session; spans of its tensors must not outlive it.
/// </remarks>
public sealed class ModelBinding : IDisposable
{
    private readonly ModelSession _session;
    private readonly RunOptions _options = new();
    private readonly OrtIoBinding _binding;
    private readonly Dictionary<string, float[]> _outputs = new(StringComparer.Ordinal);
    private readonly OrtTensors _tensors = new();
    private readonly float[] _input;

    /// <summary>Allocates and binds the input and some outputs.</summary>
    /// <param name="session">The model.</param>
    /// <param name="outputs">Names of the outputs that are wanted; the others are not handed out.</param>
    /// <exception cref="KeyNotFoundException">The manifest has no such output.</exception>
    public ModelBinding(ModelSession session, IEnumerable<string> outputs)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(outputs);
        _session = session;
        _binding = session.Inference.CreateIoBinding();
        var input = session.Manifest.Input;
        _input = Allocate(input.Shape, value => _binding.BindInput(input.Name, value));
        foreach (var name in outputs)
            _outputs.Add(name, Allocate(session.Manifest.Output(name).Shape, value => _binding.BindOutput(name, value)));
    }

    /// <summary>The input's numbers, to be written before a call; a call does not change them.</summary>
    public Span<float> Input => _input;

    /// <summary>An output's numbers, to be read after a call.</summary>
    /// <param name="name">Its name in the manifest.</param>
    /// <exception cref="KeyNotFoundException">It was not bound.</exception>
    public ReadOnlySpan<float> Output(string name) => _outputs[name];

    /// <summary>Writes zeros over an output that must not outlive its use.</summary>
    /// <param name="name">Its name in the manifest.</param>
    /// <exception cref="KeyNotFoundException">It was not bound.</exception>
    public void Erase(string name) => Array.Clear(_outputs[name]);

    /// <summary>Runs the model once.</summary>
    /// <exception cref="OnnxRuntimeException">The model failed.</exception>
    public void Run() => _session.Inference.RunWithBinding(_options, _binding);

    /// <inheritdoc/>
    public void Dispose()
    {
        _binding.Dispose();
        _tensors.Dispose();
        _options.Dispose();
    }

    private float[] Allocate(IReadOnlyList<int> shape, Action<OrtValue> bind)
    {
        // an open axis, which only a batch has, becomes 1
        long[] axes = [.. shape.Select(axis => Math.Max(1L, axis))];

        // pinned, because native code keeps the address between calls
        var array = GC.AllocateArray<float>(checked((int)axes.Aggregate((product, axis) => product * axis)), pinned: true);
        bind(_tensors.Over(array.AsMemory(), axes));
        return array;
    }
}
