namespace Moderation.Models.Conversion;

/// <summary>The nodes that some outputs need, each after everything it reads.</summary>
internal static class NodeOrder
{
    public static IReadOnlyList<TfjsNode> Reachable(TfjsModel model, IEnumerable<string> outputs)
    {
        var order = new List<TfjsNode>();
        var finished = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var output in outputs)
            Visit(output, $"output '{output}'");
        return order;

        void Visit(string name, string reader)
        {
            if (finished.TryGetValue(name, out var done))
            {
                if (!done)
                    throw new ConversionException($"node '{name}' needs its own result");
                return;
            }

            if (!model.Nodes.TryGetValue(name, out var node))
            {
                if (model.Weights.ContainsKey(name))
                    return;
                throw new ConversionException($"{reader} reads '{name}', which does not exist");
            }

            if (node.Operator == "Const")
                return;
            finished[name] = false;
            foreach (var input in node.Inputs)
                Visit(input, $"node '{name}'");
            finished[name] = true;
            order.Add(node);
        }
    }
}
