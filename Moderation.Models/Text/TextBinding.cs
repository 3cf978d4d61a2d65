using Microsoft.ML.OnnxRuntime;
using Moderation.Models.Sessions;

namespace Moderation.Models.Text;

/// <summary>One caller's tensors on a shared session: pooled vectors and filters' answers of several lines in, scores out.</summary>
/// <remarks>
/// The tensors of every number of lines lie in the same pinned arrays; a number is bound when it first occurs and kept, so that a steady
/// load allocates nothing. Threads: one caller at a time. Ownership: dispose it before its session.
/// </remarks>
internal sealed class TextBinding : IDisposable
{
    private readonly InferenceSession _heads;
    private readonly RunOptions _run = new();
    private readonly Bound?[] _bound;
    private readonly float[] _pooled;
    private readonly float[] _filtered;
    private readonly float[] _scores;
    private readonly float[] _french;
    private readonly int _dimension;
    private readonly int _filterCount;
    private readonly int _labelCount;

    public TextBinding(TextSession session, int maxLines)
    {
        (_heads, _dimension, _filterCount, _labelCount) = (session.Heads, session.Bag.Dimension, session.Filters.Count, session.Spec.Labels.Count);
        _bound = new Bound?[maxLines + 1];
        _pooled = GC.AllocateArray<float>(maxLines * _dimension, pinned: true);
        _filtered = GC.AllocateArray<float>(maxLines * _filterCount, pinned: true);
        _scores = GC.AllocateArray<float>(maxLines * _labelCount, pinned: true);
        _french = GC.AllocateArray<float>(maxLines, pinned: true);
    }

    /// <summary>Where a line's pooled vector goes.</summary>
    public Span<float> Pooled(int line) => _pooled.AsSpan(line * _dimension, _dimension);

    /// <summary>Where a line's answers of the filters go.</summary>
    public Span<float> Filtered(int line) => _filtered.AsSpan(line * _filterCount, _filterCount);

    /// <summary>Probability that a line is French.</summary>
    public float French(int line) => _french[line];

    /// <summary>Calibrated scores of a line.</summary>
    public ReadOnlySpan<float> Scores(int line) => _scores.AsSpan(line * _labelCount, _labelCount);

    /// <summary>Runs the heads on the first <paramref name="lines"/> lines.</summary>
    public void Run(int lines) => _heads.RunWithBinding(_run, (_bound[lines] ??= new Bound(this, lines)).Binding);

    public void Dispose()
    {
        foreach (var bound in _bound)
            bound?.Dispose();
        _run.Dispose();
    }

    private sealed class Bound : IDisposable
    {
        private readonly OrtTensors _tensors = new();

        public Bound(TextBinding owner, int lines)
        {
            Binding = owner._heads.CreateIoBinding();
            Binding.BindInput(TextSession.Pooled, _tensors.Over(owner._pooled.AsMemory(0, lines * owner._dimension), lines, owner._dimension));
            Binding.BindInput(TextSession.Filtered, _tensors.Over(owner._filtered.AsMemory(0, lines * owner._filterCount), lines, owner._filterCount));
            Binding.BindOutput(TextSession.Scores, _tensors.Over(owner._scores.AsMemory(0, lines * owner._labelCount), lines, owner._labelCount));
            Binding.BindOutput(TextSession.French, _tensors.Over(owner._french.AsMemory(0, lines), lines, 1));
        }

        public OrtIoBinding Binding { get; }

        public void Dispose()
        {
            Binding.Dispose();
            _tensors.Dispose();
        }
    }
}
