using System.Buffers.Binary;
using Moderation.Models.Images;
using OpenCvSharp;

namespace Moderation.Tests.Support;

/// <summary>Pictures made on the spot: smooth noise from a fixed seed, encoded for real, then damaged where a test says so.</summary>
internal static class TestPictures
{
    public static byte[] Jpeg(int heightPx, int widthPx) => Encode(".jpg", heightPx, widthPx);

    public static byte[] ProgressiveJpeg(int heightPx, int widthPx) =>
        Encode(".jpg", heightPx, widthPx, new ImageEncodingParam(ImwriteFlags.JpegProgressive, 1));

    public static byte[] Png(int heightPx, int widthPx) => Encode(".png", heightPx, widthPx);

    public static byte[] LossyWebP(int heightPx, int widthPx) =>
        Encode(".webp", heightPx, widthPx, new ImageEncodingParam(ImwriteFlags.WebPQuality, 80));

    public static byte[] LosslessWebP(int heightPx, int widthPx) =>
        Encode(".webp", heightPx, widthPx, new ImageEncodingParam(ImwriteFlags.WebPQuality, 101));

    /// <summary>Puts the picture of a simple WebP into the extended container.</summary>
    public static byte[] ExtendedWebP(byte[] simple, int canvasHeightPx, int canvasWidthPx, byte flags = 0)
    {
        const int Header = 12;
        byte[] canvas = [.. "VP8X"u8, 10, 0, 0, 0, flags, 0, 0, 0, .. UInt24(canvasWidthPx - 1), .. UInt24(canvasHeightPx - 1)];
        byte[] extended = [.. simple[..Header], .. canvas, .. simple[Header..]];
        BinaryPrimitives.WriteUInt32LittleEndian(extended.AsSpan(4), (uint)extended.Length - 8);
        return extended;
    }

    /// <summary>Lets the frame header of a JPEG claim another size.</summary>
    public static byte[] ClaimJpegSize(byte[] jpeg, int heightPx, int widthPx)
    {
        var claimed = jpeg.ToArray();
        var frame = claimed.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        Assert.True(frame > 0, "the encoder wrote no baseline frame header");
        BinaryPrimitives.WriteUInt16BigEndian(claimed.AsSpan(frame + 5), (ushort)heightPx);
        BinaryPrimitives.WriteUInt16BigEndian(claimed.AsSpan(frame + 7), (ushort)widthPx);
        return claimed;
    }

    /// <summary>Lets the header of a PNG claim another size.</summary>
    public static byte[] ClaimPngSize(byte[] png, int heightPx, int widthPx)
    {
        var claimed = png.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(claimed.AsSpan(16), widthPx);
        BinaryPrimitives.WriteInt32BigEndian(claimed.AsSpan(20), heightPx);
        return claimed;
    }

    /// <summary>Puts an Exif block with an orientation in front of everything else in a JPEG.</summary>
    public static byte[] WithOrientation(byte[] jpeg, byte orientation)
    {
        byte[] exif =
        [
            .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
        ];
        return [0xFF, 0xD8, 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, .. jpeg[2..]];
    }

    /// <summary>Flips every bit of so many bytes, at places drawn from a seed.</summary>
    public static byte[] Flip(byte[] image, int count, int seed)
    {
        var damaged = image.ToArray();
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
            damaged[random.Next(damaged.Length)] ^= 0xFF;
        return damaged;
    }

    private static byte[] Encode(string extension, int heightPx, int widthPx, params ImageEncodingParam[] parameters)
    {
        OpenCvRuntime.Prepare();
        const int CoarsePx = 8;
        var noise = new byte[CoarsePx * CoarsePx * 3];
        new Random(7).NextBytes(noise);
        using var coarse = Mat.FromPixelData(CoarsePx, CoarsePx, MatType.CV_8UC3, noise);
        using var picture = new Mat();
        Cv2.Resize(coarse, picture, new Size(widthPx, heightPx), interpolation: InterpolationFlags.Cubic);
        Cv2.ImEncode(extension, picture, out var bytes, parameters);
        return bytes;
    }

    private static byte[] UInt24(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16)];
}
