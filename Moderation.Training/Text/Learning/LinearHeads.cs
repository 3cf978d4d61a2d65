using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Moderation.Training.Text.Learning;

/// <summary>One weight per row and head: the plain model on the same features. The baseline that the bag must beat, and what explains a score by its words.</summary>
/// <param name="Weights">Rows one after the other, one number per head.</param>
/// <param name="Bias">One per head.</param>
internal sealed record LinearHeads(float[] Weights, float[] Bias)
{
    private const int Iterations = 10;
    private const float Ridge = 1e-6f;

    /// <summary>Trains one logistic regression per head with Microsoft.ML's dual coordinate ascent.</summary>
    public static LinearHeads Train(IReadOnlyList<WeightedLine> lines, TrainingOptions options)
    {
        var rowCount = 1 << options.Bits;
        var features = new LineFeatures(rowCount);
        var vectors = lines.Select(line => Vector(features.Read(line.Line.Text), rowCount)).ToArray();
        var (weights, bias) = (new float[rowCount * TextHeads.Count], new float[TextHeads.Count]);
        for (var head = 0; head < TextHeads.Count; head++)
        {
            var model = Train(lines, vectors, head, rowCount, options.Seed);
            bias[head] = model.Bias;
            for (var row = 0; row < rowCount; row++)
                weights[row * TextHeads.Count + head] = model.Weights[row];
        }

        return new LinearHeads(weights, bias);
    }

    /// <summary>Logits of all heads.</summary>
    public float[] Logits(ReadOnlySpan<int> ids)
    {
        var logits = (float[])Bias.Clone();
        var scale = Scale(ids.Length);
        foreach (var id in ids)
        {
            for (var head = 0; head < logits.Length; head++)
                logits[head] += Weights[id * TextHeads.Count + head] * scale;
        }

        return logits;
    }

    private static LinearBinaryModelParameters Train(IReadOnlyList<WeightedLine> lines, VBuffer<float>[] vectors, int head, int rowCount, int seed)
    {
        var machine = new MLContext(seed);
        var rows = Enumerable.Range(0, lines.Count).Where(i => lines[i].Line.Labels[head] is not null)
            .Select(i => new SparseLine { Features = vectors[i], Label = lines[i].Line.Labels[head] == true, Weight = lines[i].Weight });
        var schema = SchemaDefinition.Create(typeof(SparseLine));
        schema[nameof(SparseLine.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rowCount);
        var data = machine.Data.Cache(machine.Data.LoadFromEnumerable(rows, schema));
        var trainer = machine.BinaryClassification.Trainers.SdcaLogisticRegression(new SdcaLogisticRegressionBinaryTrainer.Options
        {
            ExampleWeightColumnName = nameof(SparseLine.Weight),
            MaximumNumberOfIterations = Iterations,
            L2Regularization = Ridge,
            NumberOfThreads = 1,
        });
        CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator> model = trainer.Fit(data).Model;
        return model.SubModel;
    }

    /// <summary>Keeps vectors of all lengths near length 1, where the ascent converges in few rounds; means of a hundred features did not.</summary>
    private static float Scale(int count) => 1 / MathF.Sqrt(Math.Max(1, count));

    private static VBuffer<float> Vector(ReadOnlySpan<int> ids, int rowCount)
    {
        var counted = ids.ToArray().CountBy(id => id).OrderBy(pair => pair.Key).ToArray();
        var scale = Scale(ids.Length);
        return new VBuffer<float>(rowCount, counted.Length, [.. counted.Select(pair => pair.Value * scale)], [.. counted.Select(pair => pair.Key)]);
    }

    private sealed class SparseLine
    {
        public VBuffer<float> Features { get; set; }

        public bool Label { get; set; }

        public float Weight { get; set; }
    }
}
