using Microsoft.ML.OnnxRuntime;

namespace Moderation.Models.Text;

/// <summary>One caller's tensors on a shared session: ids of several lines, padded with row 0, in; scores out.</summary>
/// <remarks>
/// The tensors of every shape lie in the same pinned arrays; a shape is bound when it first occurs and kept, so that a steady load
/// allocates nothing. Threads: one caller at a time. Ownership: dispose it before its session.
/// </remarks>
internal sealed class TextBinding : IDisposable
{
    /// <summary>Lengths are rounded up to a multiple of this, so that few shapes occur.</summary>
    public const int LengthStep = 16;

    private readonly TextSession _session;
    private readonly RunOptions _run = new();
    private readonly Dictionary<(int Rows, int Length), Shape> _shapes = [];
    private readonly int[] _ids;
    private readonly float[] _counts;
    private readonly float[] _scores;
    private readonly float[] _french;
    private readonly int _labelCount;

    public TextBinding(TextSession session, int maxRows, int maxLength)
    {
        _session = session;
        _labelCount = session.Spec.Labels.Count;
        _ids = GC.AllocateArray<int>(maxRows * maxLength, pinned: true);
        _counts = GC.AllocateArray<float>(maxRows, pinned: true);
        _scores = GC.AllocateArray<float>(maxRows * _labelCount, pinned: true);
        _french = GC.AllocateArray<float>(maxRows, pinned: true);
    }

    /// <summary>Ids, row after row of the length that <see cref="Run"/> is called with; places after a row's ids hold 0.</summary>
    public Span<int> Ids => _ids;

    /// <summary>How many ids each row has.</summary>
    public Span<float> Counts => _counts;

    /// <summary>Probability that a row is French.</summary>
    public float French(int row) => _french[row];

    /// <summary>Calibrated scores of a row.</summary>
    public ReadOnlySpan<float> Scores(int row) => _scores.AsSpan(row * _labelCount, _labelCount);

    public static int RoundUp(int length) => (length + LengthStep - 1) / LengthStep * LengthStep;

    /// <summary>Runs the model.</summary>
    /// <param name="rows">Rows that were filled.</param>
    /// <param name="length">Places per row, a multiple of <see cref="LengthStep"/>.</param>
    public void Run(int rows, int length)
    {
        if (!_shapes.TryGetValue((rows, length), out var shape))
            _shapes.Add((rows, length), shape = new Shape(this, rows, length));
        _session.Inference.RunWithBinding(_run, shape.Binding);
    }

    public void Dispose()
    {
        foreach (var shape in _shapes.Values)
            shape.Dispose();
        _run.Dispose();
    }

    private sealed class Shape : IDisposable
    {
        private readonly List<OrtValue> _values = [];

        public Shape(TextBinding owner, int rows, int length)
        {
            Binding = owner._session.Inference.CreateIoBinding();
            Binding.BindInput(TextSession.Ids, Value(owner._ids.AsMemory(0, rows * length), [rows, length]));
            Binding.BindInput(TextSession.Counts, Value(owner._counts.AsMemory(0, rows), [rows, 1]));
            Binding.BindOutput(TextSession.Scores, Value(owner._scores.AsMemory(0, rows * owner._labelCount), [rows, owner._labelCount]));
            Binding.BindOutput(TextSession.French, Value(owner._french.AsMemory(0, rows), [rows, 1]));
        }

        public OrtIoBinding Binding { get; }

        public void Dispose()
        {
            Binding.Dispose();
            foreach (var value in _values)
                value.Dispose();
        }

        private OrtValue Value<T>(Memory<T> memory, long[] shape)
            where T : unmanaged
        {
            var value = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, memory, shape);
            _values.Add(value);
            return value;
        }
    }
}
