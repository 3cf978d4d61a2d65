using Moderation.Core.Evidence.Vault;
using SkiaSharp;

namespace Moderation.Api.Evidence.Vault;

/// <summary>Makes a picture of the vault as a reviewer may see it. Renditions are made for each view and never stored.</summary>
/// <remarks>What comes in is the vault's own JPEG, authenticated before, so no stranger's bytes reach the native library.</remarks>
internal static class PictureRendition
{
    public const string ContentType = "image/jpeg";

    /// <summary>Longest side of what a blurred picture is made from: so many pixels hold no face that anybody could know again.</summary>
    private const int BlurredSidePx = 16;

    private const int Quality = 85;

    // Luminance after ITU-R BT.709, the same for all three colours.
    private static readonly float[] Luminance =
    [
        0.2126f, 0.7152f, 0.0722f, 0, 0,
        0.2126f, 0.7152f, 0.0722f, 0, 0,
        0.2126f, 0.7152f, 0.0722f, 0, 0,
        0, 0, 0, 1, 0,
    ];

    /// <summary>Renders a picture.</summary>
    /// <exception cref="VaultSealException">It is no picture.</exception>
    public static byte[] Render(byte[] jpeg, EvidenceView view)
    {
        if (view == EvidenceView.Colour)
            return jpeg;
        using var bytes = SKData.CreateCopy(jpeg);
        using var codec = SKCodec.Create(bytes) ?? throw new VaultSealException("the item is no picture");
        using var picture = SKBitmap.Decode(codec) ?? throw new VaultSealException("the item is a picture that cannot be decoded");
        using var shown = view == EvidenceView.Blurred ? Blur(picture) : Grey(picture);
        using var image = SKImage.FromBitmap(shown);
        using var data = image.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return data.ToArray();
    }

    private static SKBitmap Blur(SKBitmap picture)
    {
        var share = Math.Min(1, (double)BlurredSidePx / Math.Max(picture.Height, picture.Width));
        using var coarse = Resize(picture, Math.Max(1, (int)(picture.Height * share)), Math.Max(1, (int)(picture.Width * share)));
        return Resize(coarse, picture.Height, picture.Width);
    }

    private static SKBitmap Resize(SKBitmap picture, int heightPx, int widthPx) =>
        picture.Resize(new SKImageInfo(widthPx, heightPx), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear))
        ?? throw new VaultSealException("the item is a picture that cannot be drawn");

    private static SKBitmap Grey(SKBitmap picture)
    {
        var grey = new SKBitmap(picture.Width, picture.Height);
        using var canvas = new SKCanvas(grey);
        using var filter = SKColorFilter.CreateColorMatrix(Luminance);
        using var paint = new SKPaint { ColorFilter = filter };
        canvas.DrawBitmap(picture, 0, 0, new SKSamplingOptions(SKFilterMode.Nearest), paint);
        canvas.Flush();
        return grey;
    }
}
