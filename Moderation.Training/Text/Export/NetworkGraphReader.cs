using Moderation.Models.Onnx;
using Moderation.Models.Text;
using Moderation.Models.Text.Characters;
using Moderation.Training.Text.Calibration;
using Moderation.Training.Text.Learning;

namespace Moderation.Training.Text.Export;

/// <summary>Reads a model and its calibration back out of the graph that <see cref="NetworkGraph"/> makes.</summary>
/// <remarks>The tables come back as they are served: bytes times their row's scale.</remarks>
internal static class NetworkGraphReader
{
    private static readonly string[] Languages = ["en", "fr"];

    /// <exception cref="InvalidDataException">A constant is missing or of another shape.</exception>
    public static TextNetwork Model(OnnxModelParts parts) => new(Bag(parts), Filters(parts), Values(parts, NetworkGraph.FilterShare, 1)[0]);

    /// <exception cref="InvalidDataException">A curve is missing.</exception>
    public static LanguageCalibration Calibration(OnnxModelParts parts) => new(Languages.ToDictionary(
        language => language,
        language => (IReadOnlyList<PlattCurve>)[.. Values(parts, $"{language}_slopes", TextHeads.Count).Zip(
            Values(parts, $"{language}_offsets", TextHeads.Count), (slope, offset) => new PlattCurve(slope, offset))]));

    private static BagModel Bag(OnnxModelParts parts)
    {
        var bag = EmbeddingBag.Read(parts);
        if (bag.LengthPower != BagModel.LengthPower)
            throw new InvalidDataException("the model scales sums by another power of the length");
        var hidden = parts.Initializer("hidden_bias").Shape is [var units] && units % 2 == 0 ? (int)units / 2 : throw new InvalidDataException("hidden_bias is not of two equal networks");
        var model = new BagModel(bag, new TrainingOptions { Hidden = hidden });
        Networks(parts, model, hidden);
        Fill(model.French.Weights, parts, "french_weights");
        Fill(model.French.Bias, parts, "french_bias");
        return model;
    }

    private static FilterModel Filters(OnnxModelParts parts)
    {
        var filters = CharacterFilters.Read(parts);
        var model = new FilterModel(filters, new TrainingOptions { FilterHidden = parts.Initializer("filter_hidden_bias").ToFloats().Length });
        Fill(model.Heads.First.Weights, parts, "filter_hidden_weights");
        Fill(model.Heads.First.Bias, parts, "filter_hidden_bias");
        Fill(model.Heads.Second.Weights, parts, "filter_head_weights");
        Fill(model.Heads.Second.Bias, parts, "filter_head_bias");
        return model;
    }

    /// <summary>Takes the two networks apart again, which lie in the graph side by side.</summary>
    private static void Networks(OnnxModelParts parts, BagModel model, int hidden)
    {
        var (firstWeights, firstBias) = (Values(parts, "hidden_weights", 2 * hidden * model.Dimension), Values(parts, "hidden_bias", 2 * hidden));
        var (weights, bias) = (Values(parts, "head_weights", TextHeads.Count * 2 * hidden), Values(parts, "head_bias", TextHeads.Count));
        var (head, unit) = (0, 0);
        foreach (var network in new[] { model.Toxicity, model.Solicitation })
        {
            firstWeights.AsSpan(unit * model.Dimension, hidden * model.Dimension).CopyTo(network.First.Weights);
            firstBias.AsSpan(unit, hidden).CopyTo(network.First.Bias);
            bias.AsSpan(head, network.Heads).CopyTo(network.Second.Bias);
            for (var own = 0; own < network.Heads; own++, head++)
                weights.AsSpan(head * 2 * hidden + unit, hidden).CopyTo(network.Second.Weights.AsSpan(own * hidden));
            unit += hidden;
        }
    }

    private static void Fill(float[] target, OnnxModelParts parts, string name) => Values(parts, name, target.Length).CopyTo(target, 0);

    private static float[] Values(OnnxModelParts parts, string name, int count) =>
        parts.Initializer(name).ToFloats() is var values && values.Length == count ? values : throw new InvalidDataException($"'{name}' holds {values.Length} numbers, not {count}");
}
