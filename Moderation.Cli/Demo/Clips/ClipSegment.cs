using Moderation.Cli.Demo.Scenes;

namespace Moderation.Cli.Demo.Clips;

/// <summary>A stretch of a clip during which nobody's tile changes; rendered by one run of ffmpeg.</summary>
internal sealed record ClipSegment(int FromSecond, int ToSecond, int JpegQuantiser)
{
    private const int LongestSeconds = 8;

    /// <summary>ffmpeg's scale: 4 is about JPEG quality 90, 11 about 65, as encoders of live platforms vary with the line.</summary>
    private static readonly int[] Quantisers = [4, 7, 11];

    public static IReadOnlyList<ClipSegment> Of(Scene scene, ClipShape shape)
    {
        var cuts = scene.Participants.SelectMany(p => p.Tiles).Select(t => t.FromSecond)
            .Concat(Enumerable.Range(0, shape.Seconds).Where(s => s % LongestSeconds == 0))
            .Append(shape.Seconds).Distinct().Order().ToList();
        return [.. cuts.Zip(cuts.Skip(1), (from, to) => (from, to)).Select((cut, i) => new ClipSegment(cut.from, cut.to, Quantisers[i % Quantisers.Length]))];
    }

    public int FrameCount(ClipShape shape) => (ToSecond - FromSecond) * shape.Fps;
}
