using System.Collections.Concurrent;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Models.Images;
using OpenCvSharp;

namespace Moderation.Tests.Support;

/// <summary>Somebody on screen: a rendered portrait of <c>demo/portraits</c> in a tile.</summary>
internal sealed record Sitter(string Id, ParticipantRole Role, string Portrait, NormalizedBox Tile, bool IsCovered = false)
{
    public static Sitter Host(string portrait, bool isCovered = false) => new("host", ParticipantRole.Host, portrait, NormalizedBox.WholeFrame, isCovered);
}

/// <summary>A live made of rendered portraits: one JPEG per second of event time, in changing sizes, light and place, the same at every run.</summary>
internal sealed class PortraitLive(LiveId id, DateTimeOffset startedAt, params Sitter[] sitters)
{
    private static readonly (int HeightPx, int WidthPx)[] Sizes = [(360, 640), (480, 854), (540, 960)];
    private static readonly ConcurrentDictionary<string, Mat> Portraits = new();

    public LiveId Id { get; } = id;

    /// <summary>What the platform says before the first frame.</summary>
    public IEnumerable<SessionEventRecord> Joins() => sitters.Select(sitter => new SessionEventRecord
    {
        V = WireVersion.Current,
        LiveId = Id,
        EventId = $"joined-{sitter.Id}",
        At = startedAt.AddSeconds(-1),
        Kind = SessionEventKind.ParticipantJoined,
        ParticipantId = ParticipantId.Parse(sitter.Id),
        Role = sitter.Role,
        Tile = sitter.Tile,
    });

    public static string FrameId(int number) => $"f-{number}";

    public DateTimeOffset CapturedAt(int number) => startedAt.AddSeconds(number);

    public Task SendFrameAsync(KafkaFixture kafka, int number) =>
        TestWorker.SendFrameAsync(kafka, Id.Value, FrameId(number), CapturedAt(number), Draw(number));

    /// <summary>A frame as JPEG.</summary>
    public byte[] Draw(int number)
    {
        OpenCvRuntime.Prepare();
        var (heightPx, widthPx) = Sizes[number % Sizes.Length];
        using var canvas = new Mat(heightPx, widthPx, MatType.CV_8UC3, new Scalar(28, 22, 22));
        foreach (var sitter in sitters)
            Place(canvas, sitter, number);
        using var lit = new Mat();
        canvas.ConvertTo(lit, -1, alpha: 1 + 0.08 * Math.Sin(number), beta: 12 * Math.Cos(number));
        Cv2.ImEncode(".jpg", lit, out var jpeg, new ImageEncodingParam(ImwriteFlags.JpegQuality, 80 + number % 3 * 6));
        return jpeg;
    }

    private static void Place(Mat canvas, Sitter sitter, int number)
    {
        var tile = new Rect(
            (int)(sitter.Tile.Left * canvas.Width), (int)(sitter.Tile.Top * canvas.Height),
            (int)(sitter.Tile.Width * canvas.Width), (int)(sitter.Tile.Height * canvas.Height));
        var sidePx = Math.Min(tile.Width, tile.Height) - 8;
        using var picture = new Mat();
        Cv2.Resize(Portraits.GetOrAdd(sitter.Portrait, Read), picture, new Size(sidePx, sidePx), interpolation: InterpolationFlags.Area);
        if (sitter.IsCovered)
            Cv2.Ellipse(picture, new Point(sidePx / 2, (int)(0.53 * sidePx)), new Size((int)(0.3 * sidePx), (int)(0.36 * sidePx)), 0, 0, 360, new Scalar(60, 40, 200), thickness: -1);
        var place = new Rect(tile.Left + (tile.Width - sidePx) / 2 + number % 5 - 2, tile.Top + 4 + number % 3 - 1, sidePx, sidePx);
        using var target = new Mat(canvas, place);
        picture.CopyTo(target);
    }

    private static Mat Read(string portrait) => Cv2.ImRead(Path.Combine(Repository.Root, "demo", "portraits", portrait));
}
