using System.Text.Json;
using System.Text.Json.Serialization;

namespace PortraitStudio.Sitters;

/// <summary>Sitters are committed as JSON; a misspelt key is an error.</summary>
internal static class SitterFiles
{
    public static JsonSerializerOptions Format { get; } = new()
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter() },
    };

    public static Sitter Load(string path) =>
        JsonSerializer.Deserialize<Sitter>(File.ReadAllText(path), Format) ?? throw new InvalidDataException($"{path} is empty");
}
