using Moderation.Cli.Demo.Clips;
using Moderation.Cli.Demo.Scenes;
using Moderation.Core.Subjects;
using Moderation.Tests.Support;
using OpenCvSharp;

namespace Moderation.Tests.Unit.Demo;

public sealed class ClipStoreTests : IDisposable
{
    private static readonly ClipShape Shape = new(4, 4, 160, 90);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("clips-");
    private readonly string _portrait;

    public ClipStoreTests()
    {
        _portrait = Path.Combine(_folder.FullName, "portrait.png");
        DrawPortrait(Scalar.All(200));
    }

    private string Clips => Path.Combine(_folder.FullName, "clips");

    public void Dispose() => _folder.Delete(recursive: true);

    [ProgramFact("ffmpeg")]
    public async Task A_clip_has_a_picture_for_every_tick_and_shows_the_gift_and_the_guest_when_the_events_say_so()
    {
        var clip = await new ClipStore(Clips, Shape).GetAsync(Scene(), keep: true, CancellationToken.None);

        Assert.Equal(Shape.FrameCount, clip.Frames.Count);
        for (var i = 0; i < clip.Frames.Count; i++)
        {
            using var picture = Cv2.ImDecode(clip.Frames[i], ImreadModes.Color);
            Assert.Equal((Shape.HeightPx, Shape.WidthPx), (picture.Rows, picture.Cols));
            var second = i / Shape.Fps;
            var hostCentre = picture.At<Vec3b>(45, second < 2 ? 80 : 40);
            Assert.Equal(clip.Scene.Participants[0].Cover!.Covers(second), IsRed(hostCentre));
            Assert.False(IsRed(picture.At<Vec3b>(45, 120)));
        }
    }

    [ProgramFact("ffmpeg")]
    public async Task A_clip_is_made_once_and_again_when_its_portrait_changes()
    {
        var store = new ClipStore(Clips, Shape);
        var first = await store.GetAsync(Scene(), keep: true, CancellationToken.None);
        var file = Assert.Single(Directory.GetFiles(Clips));
        var madeAt = File.GetLastWriteTimeUtc(file);

        var again = await store.GetAsync(Scene(), keep: true, CancellationToken.None);
        Assert.Equal(first.Frames, again.Frames);
        Assert.Equal(madeAt, File.GetLastWriteTimeUtc(file));

        DrawPortrait(Scalar.All(90));
        await store.GetAsync(Scene(), keep: true, CancellationToken.None);
        Assert.NotEqual(file, Assert.Single(Directory.GetFiles(Clips)));
    }

    [ProgramFact("ffmpeg")]
    public async Task A_clip_that_was_cut_short_on_disk_is_made_anew()
    {
        var store = new ClipStore(Clips, Shape);
        await store.GetAsync(Scene(), keep: true, CancellationToken.None);
        var file = Assert.Single(Directory.GetFiles(Clips));
        await using (var stream = File.OpenWrite(file))
            stream.SetLength(stream.Length / 2);

        var clip = await store.GetAsync(Scene(), keep: true, CancellationToken.None);

        Assert.Equal(Shape.FrameCount, clip.Frames.Count);
    }

    [ProgramFact("ffmpeg")]
    public async Task Somebodys_own_pictures_leave_no_clip_behind()
    {
        await new ClipStore(Clips, Shape).GetAsync(Scene(), keep: false, CancellationToken.None);

        Assert.False(Directory.Exists(Clips));
    }

    private static bool IsRed(Vec3b pixel) => pixel.Item2 > pixel.Item1 + 60;

    private void DrawPortrait(Scalar grey)
    {
        using var picture = new Mat(128, 96, MatType.CV_8UC3, grey);
        picture.Ellipse(new Point(48, 56), new Size(20, 28), 0, 0, 360, Scalar.All(60), -1);
        picture.SaveImage(_portrait);
    }

    private Scene Scene()
    {
        var portrait = new Portrait(_portrait, FacePlace.Portrait);
        var host = new SceneParticipant
        {
            Id = ParticipantId.Parse("host"),
            Role = ParticipantRole.Host,
            Portrait = portrait,
            Tiles = [new TilePhase(0, NormalizedBox.WholeFrame), new TilePhase(2, new NormalizedBox(0, 0, 0.5, 1))],
            Cover = new Cover(2, 1),
        };
        var guest = new SceneParticipant
        {
            Id = ParticipantId.Parse("guest"),
            Role = ParticipantRole.Guest,
            Portrait = portrait,
            Tiles = [new TilePhase(2, new NormalizedBox(0.5, 0, 0.5, 1))],
        };
        return new Scene { Name = "scene", Shows = "", LoopFromSecond = 2, Participants = [host, guest] };
    }
}
