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
    private readonly Disguise _disguise;
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
        _disguise = new Disguise(_random);
        (_pooled, _gradient) = (new float[start.Dimension], new float[start.Dimension]);
    }

    /// <summary>Trains on the lines; tells the mean loss after each epoch.</summary>
    public BagModel Train(IReadOnlyList<WeightedLine> lines, Action<int, double> onEpoch)
    {
        var clean = lines.Select(line => _features.Read(line.Line.Text).ToArray()).ToArray();
        var order = Enumerable.Range(0, lines.Count).ToArray();
        var average = new ParameterAverage(_model);
        for (var epoch = 0; epoch < _options.Epochs; epoch++)
        {
            _random.Shuffle(order);
            var pace = 1f - (1f - _options.LastPace) * epoch / Math.Max(1, _options.Epochs - 1);
            var loss = 0.0;
            foreach (var index in order)
            {
                var ids = _random.NextDouble() < _options.Disguised
                    ? _features.Read(_disguise.Apply(lines[index].Line.Text))
                    : clean[index];
                loss += Step(Drop(ids), lines[index], pace);
            }

            if (epoch >= _options.Epochs - _options.AveragedEpochs)
                average.Add();
            onEpoch(epoch + 1, loss / lines.Count);
        }

        average.Settle();
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

    private double Step(ReadOnlySpan<int> ids, WeightedLine line, float pace)
    {
        if (ids.IsEmpty)
            return 0;
        _model.Bag.Pool(ids, _pooled);
        _model.Logits(_pooled, _logits);
        var loss = Gradients(line);
        Array.Clear(_gradient);
        var rate = _options.DenseRate * pace;
        _model.Toxicity.Backward(_pooled, _gradients.AsSpan(0, TextHeads.ToxicityCount), _gradient, rate);
        _model.Solicitation.Backward(_pooled, _gradients.AsSpan(TextHeads.ToxicityCount, TextHeads.Count - TextHeads.ToxicityCount), _gradient, rate);
        _model.French.Backward(_pooled, _gradients.AsSpan(TextHeads.Count), _gradient, rate);
        _tables.Move(ids, _pooled, _gradient, pace);
        return loss;
    }

    private double Gradients(WeightedLine line)
    {
        var loss = 0.0;
        for (var head = 0; head <= TextHeads.Count; head++)
        {
            var label = head < TextHeads.Count ? line.Target(head) : line.Line.IsFrench ? 1f : 0f;
            var weight = head < TextHeads.Count ? line.Weight : LanguageWeight;
            if (label is not { } target)
            {
                _gradients[head] = 0;
                continue;
            }

            var chance = 1f / (1f + MathF.Exp(-_logits[head]));
            _gradients[head] = (chance - target) * weight;
            loss -= weight * (target * Math.Log(Math.Max(1e-7, chance)) + (1 - target) * Math.Log(Math.Max(1e-7, 1 - chance)));
        }

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
