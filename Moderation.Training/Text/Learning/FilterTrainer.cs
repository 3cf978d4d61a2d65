using Moderation.Models.Text.Characters;
using Moderation.Models.Text.Normalisation;

namespace Moderation.Training.Text.Learning;

/// <summary>Trains a filter model by stochastic gradient descent: Adagrad, binary cross-entropy over the heads that a line has labels for.</summary>
/// <remarks>One thread, so that a seed gives the same model to the last bit.</remarks>
internal sealed class FilterTrainer
{
    private readonly TrainingOptions _options;
    private readonly FilterModel _model;
    private readonly FilterSteps _steps;
    private readonly Random _random;
    private readonly char[] _folded = new char[TextNormaliser.MaxFoldedLength];
    private readonly byte[] _symbols = new byte[CharacterSymbols.MaxLength];
    private readonly float[] _answers;
    private readonly int[] _places;
    private readonly float[] _kept;
    private readonly float[] _gradient;
    private readonly float[] _logits = new float[TextHeads.Count];
    private readonly float[] _gradients = new float[TextHeads.Count];

    public FilterTrainer(TrainingOptions options)
        : this(options, new FilterModel(options))
    {
    }

    /// <summary>Goes on from a model, which it changes. The steps begin as large as in a first training: what they had become is not kept.</summary>
    public FilterTrainer(TrainingOptions options, FilterModel start)
    {
        (_options, _model) = (options, start);
        _steps = new FilterSteps(start.Filters, options.FilterRate);
        _random = new Random(options.Seed);
        var count = start.Filters.Count;
        (_answers, _places, _kept, _gradient) = (new float[count], new int[count], new float[count], new float[count]);
    }

    /// <summary>Trains on the lines; tells the mean loss after each epoch.</summary>
    public FilterModel Train(IReadOnlyList<WeightedLine> lines, Action<int, double> onEpoch)
    {
        new TrainingRun(_options with { LastPace = _options.FilterLastPace }, _random, [.. _model.Parameters]).Over(lines, Step, onEpoch);
        return _model;
    }

    private double Step(string text, WeightedLine line, float pace)
    {
        var symbols = _symbols.AsSpan(0, CharacterSymbols.Read(_folded.AsSpan(0, TextNormaliser.Fold(text, _folded, out _)), _symbols));
        _model.Filters.Answer(symbols, _answers, _places);
        Drop();
        _model.Heads.Forward(_answers, _logits);
        var loss = CrossEntropy.Gradients(line, _logits, _gradients);
        Array.Clear(_gradient);
        _model.Heads.Backward(_answers, _gradients, _gradient, _options.FilterDenseRate * pace);
        for (var i = 0; i < _gradient.Length; i++)
            _gradient[i] *= _kept[i];
        _steps.Move(symbols, _answers, _places, _gradient, pace);
        return loss;
    }

    /// <summary>Hides some answers from this step, and lifts the others by as much as that takes away.</summary>
    private void Drop()
    {
        var lift = 1 / (1 - _options.FilterDropout);
        for (var i = 0; i < _answers.Length; i++)
        {
            _kept[i] = _random.NextSingle() < _options.FilterDropout ? 0 : lift;
            _answers[i] *= _kept[i];
        }
    }
}
