using Moderation.Cli.Demo.Clips;
using Moderation.Cli.Demo.Play;
using Moderation.Cli.Demo.Scenes;
using Moderation.Models.Images;

namespace Moderation.Cli.Live.Publish;

/// <summary>Films a clip for a publisher at live pace, and stamps every frame with its number.</summary>
internal sealed class Camera(DemoLive live, ClipShape shape, FrameClock clock, TimeProvider time)
{
    private readonly SceneTimeline _timeline = new(live.Clip.Scene, shape);
    private readonly byte[] _bgr = new byte[shape.WidthPx * shape.HeightPx * PixelView.Channels];
    private int _shown = -1;

    private Clip Clip => live.Clip;

    /// <summary>Films until stopped, or until the publisher is gone: dropped, or refused.</summary>
    public async Task FilmAsync(StreamPublisher publisher, CancellationToken stop)
    {
        using var decoder = new OpenCvImageDecoder(ImageLimits.Default);
        using var ticks = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / StreamPublisher.Fps), time);
        var startedAt = time.GetTimestamp();
        var written = 0L;
        try
        {
            while (await ticks.WaitForNextTickAsync(stop))
            {
                // ffmpeg counts frames and reads no clock: what a late tick has missed is filmed now, or the stream would fall behind
                for (var elapsed = time.GetElapsedTime(startedAt).TotalSeconds; written < elapsed * StreamPublisher.Fps; written++)
                {
                    Show(_timeline.FrameIndex(elapsed), decoder);
                    FrameStamp.Paint(_bgr, shape.WidthPx, clock.Next());
                    await publisher.WriteAsync(_bgr, stop);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // whoever started the publisher ends it
        }
        catch (IOException)
        {
            // its exit code tells why
        }
    }

    private void Show(int index, OpenCvImageDecoder decoder)
    {
        if (index == _shown)
            return;
        var verdict = decoder.Decode(Clip.Frames[index], out var picture);
        if (picture.HeightPx != shape.HeightPx || picture.WidthPx != shape.WidthPx)
            throw new InvalidDataException($"picture {index} of {Clip.Scene.Name} is not {shape.HeightPx} x {shape.WidthPx} pixels: {verdict.Detail}");
        var rowLength = shape.WidthPx * PixelView.Channels;
        for (var y = 0; y < shape.HeightPx; y++)
            picture.Bgr.Slice(y * picture.StrideBytes, rowLength).CopyTo(_bgr.AsSpan(y * rowLength));
        _shown = index;
    }
}
