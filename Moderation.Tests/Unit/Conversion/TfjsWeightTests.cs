using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Moderation.Models.Conversion;

namespace Moderation.Tests.Unit.Conversion;

public sealed class TfjsWeightTests
{
    [Fact]
    public void Halves_are_read_without_a_scale()
    {
        Half[] halves = [(Half)0.5f, (Half)(-2.25f), (Half)65504f];
        using var graph = new TinyGraph(1, 3).Weight("w", [3], "float32", MemoryMarshal.AsBytes(halves.AsSpan()), new JsonObject { ["dtype"] = "float16" }).Save();
        Assert.Equal([0.5f, -2.25f, 65504f], Weight(graph).Floats);
    }

    [Fact]
    public void Quantised_levels_are_scaled_and_shifted()
    {
        var quantization = new JsonObject { ["dtype"] = "uint8", ["scale"] = 0.1, ["min"] = -3.0 };
        using var graph = new TinyGraph(1, 3).Weight("w", [3], "float32", [0, 30, 255], quantization).Save();
        Assert.Equal([-3f, 0f, 22.5f], Weight(graph).Floats);
        ushort[] levels = [0, 40000];
        using var wide = new TinyGraph(1, 3).Weight("w", [2], "float32", MemoryMarshal.AsBytes(levels.AsSpan()), new JsonObject { ["dtype"] = "uint16", ["scale"] = 0.5, ["min"] = 1.0 }).Save();
        Assert.Equal([1f, 20001f], Weight(wide).Floats);
    }

    [Fact]
    public void Weight_that_straddles_shards_is_joined()
    {
        using var graph = new TinyGraph(1, 3).Weight("other", [2], [7, 8]).Weight("w", [3], [1f, 2f, 3f]).Save(9, 2, 5);
        Assert.Equal([1f, 2f, 3f], Weight(graph).Floats);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Wrong_byte_count_is_refused(int change)
    {
        using var graph = new TinyGraph(1, 3).Weight("w", [3], [1f, 2f, 3f]).Save();
        File.WriteAllBytes(Path.Combine(Path.GetDirectoryName(graph.ModelJson)!, "shard0.bin"), new byte[12 + change]);
        Assert.Throws<ConversionException>(() => TfjsModel.Load(graph.ModelJson));
    }

    [Fact]
    public void Missing_shard_is_named()
    {
        using var graph = new TinyGraph(1, 3).Weight("w", [3], [1f, 2f, 3f]).Save();
        File.Delete(Path.Combine(Path.GetDirectoryName(graph.ModelJson)!, "shard0.bin"));
        Assert.Contains("shard0.bin", Assert.Throws<ConversionException>(() => TfjsModel.Load(graph.ModelJson)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shard_outside_the_folder_is_refused()
    {
        using var graph = new TinyGraph(1, 3).Weight("w", [3], [1f, 2f, 3f]).Save();
        File.WriteAllText(graph.ModelJson, File.ReadAllText(graph.ModelJson).Replace("shard0.bin", "../shard0.bin", StringComparison.Ordinal));
        Assert.Contains("plain file name", Assert.Throws<ConversionException>(() => TfjsModel.Load(graph.ModelJson)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constant_without_a_weight_is_named()
    {
        using var graph = new TinyGraph(1, 3).Node("lost", "Const", []).Node("y", "Add", ["x", "lost"]).Save();
        Assert.Contains("'lost'", Assert.Throws<ConversionException>(() => graph.Convert("y", 1, 3)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_is_no_graph_model_is_refused()
    {
        using var graph = new TinyGraph(1, 3).Save();
        foreach (var text in new[] { "", "[]", "{}", "{\"format\":\"layers-model\"}", "{\"weightsManifest\":3}" })
        {
            File.WriteAllText(graph.ModelJson, text);
            Assert.Throws<ConversionException>(() => TfjsModel.Load(graph.ModelJson));
        }
    }

    private static TfjsWeight Weight(TinyGraph graph) => TfjsModel.Load(graph.ModelJson).Weights["w"];
}
