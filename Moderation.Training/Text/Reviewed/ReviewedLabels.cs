using System.Text.Json;
using Moderation.Training.Text.Data;

namespace Moderation.Training.Text.Reviewed;

/// <summary>Labels of a reviewed line: an object of label and number, or a list of the positive labels.</summary>
internal static class ReviewedLabels
{
    private static readonly int[] ImplyToxic = [.. Enumerable.Range(0, TextHeads.ToxicityCount).Where(head => TextHeads.Names[head] != "toxic")];
    private static readonly int Toxic = TextHeads.IndexOf("toxic");

    /// <returns>The majority's labels, and what to learn.</returns>
    /// <exception cref="FormatException">Not of that form, or a label that the model does not have.</exception>
    public static (IReadOnlyList<bool?> Labels, IReadOnlyList<float?> Targets) Read(JsonElement labels) => labels.ValueKind switch
    {
        JsonValueKind.Array => Listed([.. labels.EnumerateArray().Select(label => label.ValueKind == JsonValueKind.String ? Known(label.GetString()!) : throw new FormatException("a list of labels holds names"))]),
        JsonValueKind.Object => Judged([.. labels.EnumerateObject().Select(label => KeyValuePair.Create(Known(label.Name), Share(label.Value)))]),
        _ => throw new FormatException("labels are a list or an object"),
    };

    private static (IReadOnlyList<bool?>, IReadOnlyList<float?>) Listed(string[] positives)
    {
        var labels = LabelRow.Complete(positives);
        return (labels, [.. labels.Select(label => label == true ? 1f : (float?)0f)]);
    }

    private static (IReadOnlyList<bool?>, IReadOnlyList<float?>) Judged(KeyValuePair<string, float>[] shares)
    {
        // evenly split raters are no truth to measure by
        var labels = LabelRow.Partial(shares.Where(share => share.Value != 0.5f).Select(share => KeyValuePair.Create(share.Key, share.Value > 0.5f)));
        var targets = new float?[TextHeads.Count];
        foreach (var (name, share) in shares)
            targets[TextHeads.IndexOf(name)] = share;
        Imply(targets, labels, Toxic, ImplyToxic);
        Imply(targets, labels, TextHeads.Any, Enumerable.Range(TextHeads.SolicitationFrom, TextHeads.Any - TextHeads.SolicitationFrom));
        return (labels, targets);
    }

    /// <summary>What a label implies is at least as sure as the label.</summary>
    private static void Imply(float?[] targets, bool?[] labels, int implied, IEnumerable<int> implying)
    {
        if (labels[implied] is not null)
            targets[implied] = Math.Max(targets[implied] ?? 0, implying.Max(head => targets[head]) ?? 0);
    }

    private static string Known(string label) => TextHeads.IndexOf(label) >= 0 ? label : throw new FormatException($"'{label}' is no label");

    private static float Share(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.GetSingle() is >= 0 and <= 1 and var share
        ? share
        : throw new FormatException("a label's value is a number from 0 to 1");
}
