using Microsoft.ML.OnnxRuntime;

namespace Moderation.Models.Faces;

/// <summary>Reads from a face's descriptor and expected age how likely the face is to show somebody under 18. A call allocates nothing.</summary>
/// <remarks>Threads: one caller at a time. Ownership: dispose it before its session. The descriptor is wiped when the answer is there.</remarks>
internal sealed class AgeHead : IDisposable
{
    private readonly InferenceSession _inference;
    private readonly RunOptions _options = new();
    private readonly OrtIoBinding _binding;
    private readonly List<OrtValue> _values = [];
    private readonly float[] _descriptor;
    private readonly float[] _expectedAge;
    private readonly float[] _under18;

    public AgeHead(AgeHeadSession session)
    {
        _inference = session.Inference;
        _binding = _inference.CreateIoBinding();
        _descriptor = Allocate(session.DescriptorLength, value => _binding.BindInput(AgeHeadSession.Descriptor, value));
        _expectedAge = Allocate(1, value => _binding.BindInput(AgeHeadSession.ExpectedAge, value));
        _under18 = Allocate(1, value => _binding.BindOutput(AgeHeadSession.Under18, value));
    }

    /// <summary>Probability under 18, 0..1, of a face like those it was trained on and in their mixture of ages.</summary>
    /// <param name="descriptor">The age model's descriptor of the face.</param>
    /// <param name="expectedYears">The age that the model expects.</param>
    public double ReadUnder18(ReadOnlySpan<float> descriptor, double expectedYears)
    {
        descriptor.CopyTo(_descriptor);
        _expectedAge[0] = (float)expectedYears;
        _inference.RunWithBinding(_options, _binding);
        Array.Clear(_descriptor);
        return _under18[0];
    }

    public void Dispose()
    {
        _binding.Dispose();
        foreach (var value in _values)
            value.Dispose();
        _options.Dispose();
    }

    private float[] Allocate(int length, Action<OrtValue> bind)
    {
        // pinned, because native code keeps the address between calls
        var array = GC.AllocateArray<float>(length, pinned: true);
        var value = OrtValue.CreateTensorValueFromMemory(array, [1, length]);
        _values.Add(value);
        bind(value);
        return array;
    }
}
