using Moderation.Models.Onnx;

namespace Moderation.Models.Conversion;

/// <summary>Gives the graph's outputs the names that the plan wants.</summary>
internal static class OutputNames
{
    public static IReadOnlyList<OnnxNode> Apply(ConversionScope scope, IReadOnlyList<PlannedTensor> outputs)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var output in outputs)
        {
            var value = scope.ValueOf(output.Source);
            if (value.Rank != output.Shape.Count)
                throw new ConversionException($"output '{output.Source}' has {value.Rank} axes, not {output.Shape.Count} as the plan says");
            if (!names.TryAdd(scope.Original(value), output.Name))
                throw new ConversionException($"output '{output.Source}' is planned twice");
        }

        if (scope.Nodes.SelectMany(n => n.Outputs).FirstOrDefault(names.ContainsValue) is { } taken)
            throw new ConversionException($"output name '{taken}' is also a node's name");
        return [.. scope.Nodes.Select(n => n with { Inputs = Renamed(n.Inputs), Outputs = Renamed(n.Outputs) })];

        IReadOnlyList<string> Renamed(IReadOnlyList<string> tensors) => [.. tensors.Select(t => names.GetValueOrDefault(t, t))];
    }
}
