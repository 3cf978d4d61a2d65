using System.Globalization;
using Moderation.Core.Subjects;

namespace Moderation.Cli.Demo.Scenes;

/// <summary>Makes one scene per picture of a folder. Live ids carry a number, not the file's name: that may be somebody's.</summary>
internal static class OwnPictures
{
    private static readonly string[] Endings = [".jpg", ".jpeg", ".png", ".webp"];

    /// <exception cref="ToolException">The folder is missing or holds no picture.</exception>
    public static SceneBook Read(string folder, int most)
    {
        if (!Directory.Exists(folder))
            throw new ToolException($"there is no folder {folder}");
        var pictures = Directory.EnumerateFiles(folder)
            .Where(f => Endings.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal).Take(most).ToList();
        return pictures.Count == 0
            ? throw new ToolException($"{folder} holds no picture ({string.Join(", ", Endings)})")
            : new SceneBook(ClipShape.Default, [.. pictures.Select(Scene)]);
    }

    private static Scene Scene(string path, int index) => new()
    {
        Name = string.Create(CultureInfo.InvariantCulture, $"picture-{index + 1:00}"),
        Shows = Path.GetFileName(path),
        Participants =
        [
            new SceneParticipant
            {
                Id = ParticipantId.Parse("host"),
                Role = ParticipantRole.Host,
                Portrait = new Portrait(path, FacePlace.Portrait),
                Tiles = [new TilePhase(0, NormalizedBox.WholeFrame)],
            },
        ],
    };
}
