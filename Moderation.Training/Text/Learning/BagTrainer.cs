using Moderation.Models.Text.Features;
using Moderation.Training.Text.Data;

namespace Moderation.Training.Text.Learning;

/// <summary>Trains a bag model by stochastic gradient descent: Adagrad per row, binary cross-entropy over the heads that a line has labels for.</summary>
/// <remarks>One thread, so that a seed gives the same model to the last bit.</remarks>
internal sealed class BagTrainer
{
    private const float LanguageWeight = 0.3f;

    private readonly TrainingOptions _options;
    private readonly BagModel _model;
    private readonly TableSteps _tables;
    private readonly LineFeatures _features;
    private readonly Random _random;
    private readonly float[] _pooled;
    private readonly float[] _gradient;
    private readonly float[] _logits = new float[TextHeads.Count + 1];
    private readonly float[] _gradients = new float[TextHeads.Count + 1];
    private readonly int[] _kept = new int[FeatureReader.MaxIds];

    public BagTrainer(TrainingOptions options)
        : this(options, new BagModel(options))
    {
    }

    /// <summary>Goes on from a model, which it changes. The steps begin as large as in a first training: what they had become is not kept.</summary>
    public BagTrainer(TrainingOptions options, BagModel start)
    {
        _options = options;
        _model = start;
        _tables = new TableSteps(start.Bag, options);
        _features = new LineFeatures(_model.RowCount);
        _random = new Random(options.Seed);
        (_pooled, _gradient) = (new float[start.Dimension], new float[start.Dimension]);
    }

    /// <summary>Trains on the lines; tells the mean loss after each epoch.</summary>
    public BagModel Train(IReadOnlyList<WeightedLine> lines, Action<int, double> onEpoch)
    {
        new TrainingRun(_options, _random, [.. _model.Parameters]).Over(lines, Step, onEpoch);
        return _model;
    }

    private ReadOnlySpan<int> Drop(ReadOnlySpan<int> ids)
    {
        var count = 0;
        foreach (var id in ids)
        {
            if (_random.NextDouble() >= _options.FeatureDropout)
                _kept[count++] = id;
        }

        return _kept.AsSpan(0, count);
    }

    private double Step(string text, WeightedLine line, float pace)
    {
        var ids = Drop(_features.Read(text));
        if (ids.IsEmpty)
            return 0;
        _model.Bag.Pool(ids, _pooled);
        _model.Logits(_pooled, _logits);
        var loss = CrossEntropy.Gradients(line, _logits, _gradients)
            + CrossEntropy.Gradient(_logits[TextHeads.Count], line.Line.IsFrench ? 1 : 0, LanguageWeight, out _gradients[TextHeads.Count]);
        Array.Clear(_gradient);
        var rate = _options.DenseRate * pace;
        _model.Toxicity.Backward(_pooled, _gradients.AsSpan(0, TextHeads.ToxicityCount), _gradient, rate);
        _model.Solicitation.Backward(_pooled, _gradients.AsSpan(TextHeads.ToxicityCount, TextHeads.Count - TextHeads.ToxicityCount), _gradient, rate);
        _model.French.Backward(_pooled, _gradients.AsSpan(TextHeads.Count), _gradient, rate);
        _tables.Move(ids, _pooled, _gradient, pace);
        return loss;
    }
}

/// <summary>A line and how much it counts.</summary>
internal readonly record struct WeightedLine(LabelledLine Line, float Weight)
{
    /// <summary>What to learn instead of the line's labels, where raters disagreed: one place per head, 0..1, or null for not judged.</summary>
    public IReadOnlyList<float?>? Targets { get; init; }

    public float? Target(int head) => Targets is null ? Line.Labels[head] switch { null => null, true => 1f, false => 0f } : Targets[head];
}
