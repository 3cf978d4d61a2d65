using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.ML.OnnxRuntime;
using Moderation.Models.Conversion;
using Moderation.Models.Onnx;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Conversion;

/// <summary>Builds a small tfjs graph model on disk, converts it and runs the result.</summary>
internal sealed class TinyGraph : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly JsonArray _nodes = [];
    private readonly JsonArray _weights = [];
    private readonly List<byte> _bytes = [];
    private readonly int[] _inputShape;

    public TinyGraph(params int[] inputShape)
    {
        _inputShape = inputShape;
        var dimensions = new JsonArray([.. inputShape.Select(l => (JsonNode)new JsonObject { ["size"] = Text(l) })]);
        _nodes.Add(new JsonObject
        {
            ["name"] = "x",
            ["op"] = "Placeholder",
            ["attr"] = new JsonObject { ["shape"] = new JsonObject { ["shape"] = new JsonObject { ["dim"] = dimensions } } },
        });
    }

    public string ModelJson => _folder.File("model.json");

    public TinyGraph Weight(string name, int[] shape, float[] values) =>
        Weight(name, shape, "float32", MemoryMarshal.AsBytes(values.AsSpan()));

    public TinyGraph Weight(string name, int[] shape, int[] values) =>
        Weight(name, shape, "int32", MemoryMarshal.AsBytes(values.AsSpan()));

    public TinyGraph Weight(string name, int[] shape, string type, ReadOnlySpan<byte> bytes, JsonObject? quantization = null)
    {
        var spec = new JsonObject { ["name"] = name, ["shape"] = new JsonArray([.. shape.Select(l => (JsonNode)l)]), ["dtype"] = type };
        if (quantization is not null)
            spec["quantization"] = quantization;
        _weights.Add(spec);
        _bytes.AddRange(bytes);
        _nodes.Add(new JsonObject { ["name"] = name, ["op"] = "Const" });
        return this;
    }

    public TinyGraph Node(string name, string op, string[] inputs, JsonObject? attributes = null)
    {
        _nodes.Add(new JsonObject
        {
            ["name"] = name,
            ["op"] = op,
            ["input"] = new JsonArray([.. inputs.Select(i => (JsonNode)i)]),
            ["attr"] = attributes ?? [],
        });
        return this;
    }

    public static JsonObject Integers(params int[] values) =>
        new() { ["list"] = new JsonObject { ["i"] = new JsonArray([.. values.Select(v => (JsonNode)Text(v))]) } };

    public static JsonObject Texts(params string[] values) =>
        new() { ["list"] = new JsonObject { ["s"] = new JsonArray([.. values.Select(v => (JsonNode)Base64(v))]) } };

    public static JsonObject Text(string value) => new() { ["s"] = Base64(value) };

    /// <summary>Writes the files; the weights are cut into shards of the given sizes, the last taking the rest.</summary>
    public TinyGraph Save(params int[] shardBytes)
    {
        var bytes = _bytes.ToArray();
        var paths = new JsonArray();
        for (var (i, offset) = (0, 0); i <= shardBytes.Length; i++)
        {
            var length = i < shardBytes.Length ? shardBytes[i] : bytes.Length - offset;
            File.WriteAllBytes(_folder.File($"shard{i}.bin"), bytes.AsSpan(offset, length));
            paths.Add($"shard{i}.bin");
            offset += length;
        }

        var model = new JsonObject
        {
            ["format"] = "graph-model",
            ["modelTopology"] = new JsonObject { ["node"] = _nodes.DeepClone() },
            ["weightsManifest"] = new JsonArray(new JsonObject { ["paths"] = paths, ["weights"] = _weights.DeepClone() }),
        };
        File.WriteAllText(ModelJson, model.ToJsonString());
        return this;
    }

    public OnnxModel Convert(string output, params int[] outputShape)
    {
        var plan = new ConversionPlan("tiny", new PlannedTensor("x", "in", _inputShape), [new PlannedTensor(output, "out", outputShape)]);
        return TfjsConverter.Convert(TfjsModel.Load(ModelJson), plan);
    }

    /// <summary>Converts, runs on <paramref name="x"/> and returns the output.</summary>
    public float[] Run(float[] x, string output, params int[] outputShape)
    {
        Save();
        using var stream = new MemoryStream();
        OnnxModelWriter.Write(Convert(output, outputShape), stream);
        using var session = new InferenceSession(stream.ToArray());
        using var options = new RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory(x, [.. _inputShape.Select(l => (long)l)]);
        using var results = session.Run(options, ["in"], [input], ["out"]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    public void Dispose() => _folder.Dispose();

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Base64(string value) => System.Convert.ToBase64String(Encoding.UTF8.GetBytes(value));
}
