using System.Text.Json;
using System.Text.Json.Nodes;
using PortraitStudio.Sitters;

namespace PortraitStudio.Searching;

/// <summary>One number of a sitter that the search may turn, with the range in which the face stays plausible.</summary>
internal readonly record struct Dial(string Group, string Name, float Low, float High)
{
    public float Read(JsonObject sitter) => (float)sitter[Group]![Name]!;

    public void Write(JsonObject sitter, float value) => sitter[Group]![Name] = MathF.Round(Math.Clamp(value, Low, High), 4);

    public static JsonObject Open(Sitter sitter) => JsonSerializer.SerializeToNode(sitter, SitterFiles.Format)!.AsObject();

    public static Sitter Close(JsonObject sitter) => sitter.Deserialize<Sitter>(SitterFiles.Format)!;

    public static IReadOnlyList<Dial> Load(string path) =>
        [.. JsonSerializer.Deserialize<Dictionary<string, float[]>>(File.ReadAllText(path))!
            .Select(pair => new Dial(pair.Key.Split('.')[0], pair.Key.Split('.')[1], pair.Value[0], pair.Value[1]))];
}
