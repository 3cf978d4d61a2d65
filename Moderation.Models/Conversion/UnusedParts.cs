using Moderation.Models.Onnx;

namespace Moderation.Models.Conversion;

/// <summary>Leaves out operators and constants that no output needs.</summary>
internal static class UnusedParts
{
    public static OnnxGraph Remove(OnnxGraph graph)
    {
        var needed = graph.Outputs.Select(o => o.Name).ToHashSet(StringComparer.Ordinal);
        var kept = new List<OnnxNode>();
        foreach (var node in graph.Nodes.Reverse())
        {
            if (!node.Outputs.Any(needed.Contains))
                continue;
            needed.UnionWith(node.Inputs);
            kept.Add(node);
        }

        kept.Reverse();
        return graph with { Nodes = kept, Initializers = [.. graph.Initializers.Where(t => needed.Contains(t.Name))] };
    }
}
