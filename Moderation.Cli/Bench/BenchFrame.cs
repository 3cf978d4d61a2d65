using Moderation.Cli.Demo.Clips;
using Moderation.Cli.Demo.Scenes;
using Moderation.Cli.Host;
using Moderation.Models.Faces;

namespace Moderation.Cli.Bench;

/// <summary>One picture to measure with, and how often the age model is asked about it.</summary>
internal sealed record BenchFrame(byte[] Jpeg, int ReadFaces)
{
    /// <summary>Every picture of every so many in the demo's clips, so that all scenes and JPEG qualities are in it.</summary>
    private const int Stride = 12;

    public static async Task<IReadOnlyList<BenchFrame>> LoadAsync(ModerationHome home, IFrameScorerFactory scorers, CancellationToken stop)
    {
        var book = SceneFile.Read(Path.Combine(home.Root, "demo"));
        var store = new ClipStore(Path.Combine(home.State, "clips"), book.Shape);
        using var scorer = scorers.Create();
        var frames = new List<BenchFrame>();
        foreach (var scene in book.Scenes)
        {
            var clip = await store.GetAsync(scene, keep: true, stop);
            frames.AddRange(clip.Frames.Where((_, i) => i % Stride == 0).Select(f => new BenchFrame(f, scorer.Score(f).Faces.Count(face => face.Age is not null))));
        }

        return frames;
    }
}
