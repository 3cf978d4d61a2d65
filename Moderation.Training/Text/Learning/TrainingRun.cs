namespace Moderation.Training.Text.Learning;

/// <summary>Goes over lines epoch after epoch in an order that is drawn each time, most of them in disguise, and leaves the mean of the parameters after the last epochs.</summary>
/// <param name="options">Epochs, disguise, and to what the steps shrink.</param>
/// <param name="random">What is drawn from.</param>
/// <param name="parameters">All that steps move.</param>
internal sealed class TrainingRun(TrainingOptions options, Random random, IReadOnlyList<float[]> parameters)
{
    private readonly Disguise _disguise = new(random);

    /// <summary>Learns from one line: its text as this step sees it, the line, what the step is multiplied with. Gives the loss.</summary>
    public delegate double Step(string text, WeightedLine line, float pace);

    /// <param name="lines">What to learn from.</param>
    /// <param name="step">Learns from one of them.</param>
    /// <param name="onEpoch">Is told each epoch's number, from 1, and mean loss.</param>
    public void Over(IReadOnlyList<WeightedLine> lines, Step step, Action<int, double> onEpoch)
    {
        var order = Enumerable.Range(0, lines.Count).ToArray();
        var average = new ParameterAverage(parameters);
        for (var epoch = 0; epoch < options.Epochs; epoch++)
        {
            random.Shuffle(order);
            var pace = 1f - (1f - options.LastPace) * epoch / Math.Max(1, options.Epochs - 1);
            var loss = 0.0;
            foreach (var index in order)
            {
                var text = lines[index].Line.Text;
                loss += step(random.NextDouble() < options.Disguised ? _disguise.Apply(text) : text, lines[index], pace);
            }

            if (epoch >= options.Epochs - options.AveragedEpochs)
                average.Add();
            onEpoch(epoch + 1, loss / lines.Count);
        }

        average.Settle();
    }
}
