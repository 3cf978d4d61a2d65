using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Moderation.Cli.Demo.Scenes;
using Moderation.Worker.Intake.Streams;

namespace Moderation.Cli.Demo.Clips;

/// <summary>The pictures of one clip, each an encoded JPEG.</summary>
internal sealed record Clip(Scene Scene, IReadOnlyList<byte[]> Frames);

/// <summary>Makes clips with ffmpeg and keeps them under a name that changes with everything they are made from.</summary>
internal sealed class ClipStore(string folder, ClipShape shape)
{
    private const int HashDigits = 16;

    /// <summary>The scene's clip: from the folder, or rendered and put there.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="keep">False leaves no file behind, for pictures that are somebody's own.</param>
    /// <param name="stop">Ends the rendering; nothing half-written stays.</param>
    public async Task<Clip> GetAsync(Scene scene, bool keep, CancellationToken stop)
    {
        var runs = await PlanAsync(scene, stop);
        var path = Path.Combine(folder, $"{scene.Name}-{await HashAsync(runs, stop)}.mjpeg");
        if (keep && File.Exists(path) && await TryReadAsync(scene, path, stop) is { } kept)
            return kept;
        var bytes = await RenderAsync(runs, stop);
        var clip = new Clip(scene, Split(bytes));
        if (keep)
            await KeepAsync(scene, path, bytes, stop);
        return clip;
    }

    private sealed record SegmentRun(ClipSegment Segment, string Filter, IReadOnlyList<string> Portraits);

    private async Task<IReadOnlyList<SegmentRun>> PlanAsync(Scene scene, CancellationToken stop)
    {
        var sizes = new Dictionary<string, PixelSize>(StringComparer.Ordinal);
        foreach (var path in scene.Participants.Select(p => p.Portrait.Path).Distinct())
            sizes[path] = await Ffmpeg.MeasureAsync(path, stop);
        return [.. ClipSegment.Of(scene, shape).Select(Plan)];

        SegmentRun Plan(ClipSegment segment)
        {
            var visible = scene.Participants.Where(p => p.TileAt(segment.FromSecond) is not null).ToList();
            var portraits = visible.Select(p => p.Portrait.Path).ToList();
            return new SegmentRun(segment, SegmentFilter.Write(segment, shape, visible, [.. portraits.Select(p => sizes[p])]), portraits);
        }
    }

    private static async Task<string> HashAsync(IReadOnlyList<SegmentRun> runs, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var run in runs)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{run.Segment}\n{run.Filter}\n"));
            foreach (var portrait in run.Portraits)
                hash.AppendData(SHA256.HashData(await File.ReadAllBytesAsync(portrait, stop)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..HashDigits];
    }

    private async Task<byte[]> RenderAsync(IReadOnlyList<SegmentRun> runs, CancellationToken stop)
    {
        using var bytes = new MemoryStream();
        foreach (var run in runs)
            await Ffmpeg.RunAsync("ffmpeg", Arguments(run), bytes, stop);
        return bytes.ToArray();
    }

    private List<string> Arguments(SegmentRun run)
    {
        var fps = shape.Fps.ToString(CultureInfo.InvariantCulture);
        List<string> arguments = ["-nostdin", "-hide_banner", "-loglevel", "error", "-filter_complex_threads", "1"];
        foreach (var portrait in run.Portraits)
            arguments.AddRange(["-framerate", fps, "-i", portrait]);
        arguments.AddRange(["-filter_complex", run.Filter, "-map", "[out]", "-frames:v", run.Segment.FrameCount(shape).ToString(CultureInfo.InvariantCulture)]);
        arguments.AddRange(["-c:v", "mjpeg", "-threads", "1", "-q:v", run.Segment.JpegQuantiser.ToString(CultureInfo.InvariantCulture), "-f", "mjpeg", "pipe:1"]);
        return arguments;
    }

    private List<byte[]> Split(byte[] bytes)
    {
        var splitter = new MjpegSplitter();
        var frames = splitter.Append(bytes).ToList();
        return splitter.IsBetweenPictures && frames.Count == shape.FrameCount
            ? frames
            : throw new InvalidDataException($"the clip has {frames.Count} pictures where {shape.FrameCount} are expected");
    }

    private async Task<Clip?> TryReadAsync(Scene scene, string path, CancellationToken stop)
    {
        try
        {
            return new Clip(scene, Split(await File.ReadAllBytesAsync(path, stop)));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private async Task KeepAsync(Scene scene, string path, byte[] bytes, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        var partial = path + ".partial";
        await File.WriteAllBytesAsync(partial, bytes, stop);
        foreach (var older in Directory.EnumerateFiles(folder, $"{scene.Name}-*.mjpeg").Where(f => Path.GetFileName(f).Length == Path.GetFileName(path).Length))
            File.Delete(older);
        File.Move(partial, path, overwrite: true);
    }
}
