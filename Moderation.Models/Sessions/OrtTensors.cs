using Microsoft.ML.OnnxRuntime;

namespace Moderation.Models.Sessions;

/// <summary>Tensors over a caller's own memory, freed together.</summary>
internal sealed class OrtTensors : IDisposable
{
    private readonly List<OrtValue> _values = [];

    /// <summary>A tensor over memory that stays where it is until this is disposed.</summary>
    public OrtValue Over<T>(Memory<T> memory, params long[] shape)
        where T : unmanaged
    {
        var value = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, memory, shape);
        _values.Add(value);
        return value;
    }

    public void Dispose()
    {
        foreach (var value in _values)
            value.Dispose();
        _values.Clear();
    }
}
