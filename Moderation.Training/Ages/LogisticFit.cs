using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Moderation.Training.Ages;

/// <summary>A row to learn from.</summary>
internal sealed class LogisticRow
{
    public required float[] Features { get; init; }

    public bool Label { get; init; }

    public float Weight { get; init; } = 1;
}

/// <summary>A fitted logistic regression: probability = sigmoid(weights . features + bias).</summary>
/// <param name="Weights">One per feature.</param>
/// <param name="Bias">The constant.</param>
/// <param name="Machine">The same as Microsoft.ML has it.</param>
internal sealed record LogisticModel(float[] Weights, float Bias, ITransformer Machine)
{
    public double LogOdds(float[] features) => TensorPrimitives.Dot<float>(Weights, features) + (double)Bias;
}

/// <summary>Fits logistic regressions with Microsoft.ML's L-BFGS.</summary>
internal static class LogisticFit
{
    private const int MostIterations = 500;

    /// <summary>Fits one. The same rows give the same model: one thread sums in one order, and nothing is drawn by chance.</summary>
    public static LogisticModel Fit(IReadOnlyList<LogisticRow> rows, float l2)
    {
        var machine = new MLContext(seed: 1);
        var trainer = machine.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            FeatureColumnName = nameof(LogisticRow.Features),
            LabelColumnName = nameof(LogisticRow.Label),
            ExampleWeightColumnName = nameof(LogisticRow.Weight),
            L1Regularization = 0,
            L2Regularization = l2,
            NumberOfThreads = 1,
            MaximumNumberOfIterations = MostIterations,
        });
        BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>> fitted = trainer.Fit(View(machine, rows));
        return new LogisticModel([.. fitted.Model.SubModel.Weights], fitted.Model.SubModel.Bias, fitted);
    }

    /// <summary>Rows as Microsoft.ML reads them, all of one length.</summary>
    public static IDataView View(MLContext machine, IReadOnlyList<LogisticRow> rows)
    {
        var schema = SchemaDefinition.Create(typeof(LogisticRow));
        schema[nameof(LogisticRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows[0].Features.Length);
        return machine.Data.LoadFromEnumerable(rows, schema);
    }
}
