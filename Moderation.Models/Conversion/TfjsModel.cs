using System.Text.Json;

namespace Moderation.Models.Conversion;

/// <summary>A tfjs graph model in memory: its nodes by name and its decoded weights by name.</summary>
public sealed class TfjsModel
{
    private TfjsModel(IReadOnlyDictionary<string, TfjsNode> nodes, IReadOnlyDictionary<string, TfjsWeight> weights)
    {
        Nodes = nodes;
        Weights = weights;
    }

    internal IReadOnlyDictionary<string, TfjsNode> Nodes { get; }

    internal IReadOnlyDictionary<string, TfjsWeight> Weights { get; }

    /// <summary>Reads <c>model.json</c> and the weight shards that it names, from the same folder.</summary>
    /// <param name="modelJsonPath">Path of the graph file.</param>
    /// <exception cref="ConversionException">Not a graph model, a shard missing or outside the folder, or a wrong byte count.</exception>
    public static TfjsModel Load(string modelJsonPath)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(modelJsonPath))!;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(modelJsonPath));
            return Read(json.RootElement, shard => File.ReadAllBytes(ShardPath(folder, shard)));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new ConversionException($"{modelJsonPath} is not a tfjs graph model: {e.Message}", e);
        }
        catch (FileNotFoundException e)
        {
            throw new ConversionException($"{e.FileName} is missing", e);
        }
    }

    private static TfjsModel Read(JsonElement root, Func<string, byte[]> readShard)
    {
        if (root.TryGetProperty("format", out var format) && format.GetString() != "graph-model")
            throw new ConversionException($"format is '{format.GetString()}', only 'graph-model' is known");
        var weights = new Dictionary<string, TfjsWeight>(StringComparer.Ordinal);
        foreach (var group in root.GetProperty("weightsManifest").EnumerateArray())
        {
            // A weight may straddle two shards, so a group is decoded as one run of bytes.
            byte[] bytes = [.. group.GetProperty("paths").EnumerateArray().SelectMany(p => readShard(p.GetString()!))];
            foreach (var weight in TfjsWeightDecoder.Decode(group.GetProperty("weights"), bytes))
                weights.Add(weight.Name, weight);
        }

        var nodes = root.GetProperty("modelTopology").GetProperty("node").EnumerateArray().Select(n => new TfjsNode(n.Clone()));
        return new TfjsModel(nodes.ToDictionary(n => n.Name, StringComparer.Ordinal), weights);
    }

    private static string ShardPath(string folder, string shard) =>
        shard.Length > 0 && shard == Path.GetFileName(shard)
            ? Path.Combine(folder, shard)
            : throw new ConversionException($"weight shard '{shard}' is not a plain file name");
}
