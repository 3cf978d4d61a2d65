using Moderation.Models.Images;

namespace Moderation.Cli.Live.Publish;

/// <summary>A number painted into the upper left corner of a picture, in black and white squares that survive being encoded twice.</summary>
/// <remarks>So that a frame on a topic can be told apart, and the moment be found at which it was handed to the publisher. A checksum keeps pictures without a number from having one.</remarks>
internal static class FrameStamp
{
    private const int NumberBits = 24;
    private const int CheckBits = 8;
    private const int Bits = NumberBits + CheckBits;
    private const byte White = 235;
    private const byte Black = 16;

    /// <summary>Side of a square: the block that video and JPEG are coded in.</summary>
    public const int SquarePx = 8;

    public const int WidthPx = Bits * SquarePx;

    /// <summary>Numbers begin again after so many.</summary>
    public const long Numbers = 1L << NumberBits;

    /// <summary>Paints a number.</summary>
    /// <param name="bgr">The picture, without gaps between its rows.</param>
    /// <param name="widthPx">Its width, at least <see cref="WidthPx"/>.</param>
    /// <param name="number">The number.</param>
    public static void Paint(Span<byte> bgr, int widthPx, long number)
    {
        var word = (uint)(number % Numbers) << CheckBits;
        word |= Check(word);
        for (var y = 0; y < SquarePx; y++)
        {
            for (var bit = 0; bit < Bits; bit++)
                bgr.Slice((y * widthPx + bit * SquarePx) * PixelView.Channels, SquarePx * PixelView.Channels).Fill((word >> bit & 1) == 1 ? White : Black);
        }
    }

    /// <summary>Reads the number; null where the picture has none that can be read.</summary>
    public static long? Read(PixelView picture)
    {
        if (picture.WidthPx < WidthPx || picture.HeightPx < SquarePx)
            return null;
        var word = 0u;
        for (var bit = 0; bit < Bits; bit++)
            word |= (Brightness(picture, bit) > (White + Black) / 2 ? 1u : 0u) << bit;
        return (byte)word == Check(word) ? word >> CheckBits : null;
    }

    /// <summary>Mean of the middle of a square; its edges run into their neighbours.</summary>
    private static int Brightness(PixelView picture, int bit)
    {
        var sum = 0;
        for (var y = SquarePx / 4; y < SquarePx * 3 / 4; y++)
        {
            for (var x = SquarePx / 4; x < SquarePx * 3 / 4; x++)
                sum += picture.Bgr[y * picture.StrideBytes + (bit * SquarePx + x) * PixelView.Channels + 1];
        }

        return sum / (SquarePx / 2 * (SquarePx / 2));
    }

    /// <summary>CRC-8 (polynomial 07, not zero for zero) of the number's bytes.</summary>
    private static byte Check(uint word)
    {
        var crc = 0xA5u;
        for (var shift = CheckBits; shift < Bits; shift += 8)
        {
            crc ^= word >> shift & 0xFF;
            for (var i = 0; i < 8; i++)
                crc = (crc & 0x80) != 0 ? (crc << 1 ^ 0x07) & 0xFF : crc << 1;
        }

        return (byte)crc;
    }
}
