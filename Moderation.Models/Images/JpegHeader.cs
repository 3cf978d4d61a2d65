using System.Buffers.Binary;

namespace Moderation.Models.Images;

/// <summary>Finds the frame header of a JPEG (ITU-T T.81, annex B) without decoding anything.</summary>
/// <remarks>
/// Stricter than libjpeg on purpose: nothing may stand between segments, so that both see the same frame header. Only what libjpeg decodes
/// by default passes: 8 bits, Huffman-coded, baseline, extended or progressive.
/// </remarks>
internal static class JpegHeader
{
    private const byte Prefix = 0xFF;
    private const byte StartOfImage = 0xD8;
    private const byte StartOfScan = 0xDA;

    private static ReadOnlySpan<byte> EndOfImageMarker => [Prefix, 0xD9];

    private static ReadOnlySpan<byte> StartOfScanMarker => [Prefix, StartOfScan];

    public static bool IsJpeg(ReadOnlySpan<byte> image) => image is [Prefix, StartOfImage, Prefix, ..];

    public static HeaderVerdict Read(ReadOnlySpan<byte> image, int maxScans)
    {
        var at = 2;
        while (true)
        {
            if (at >= image.Length || image[at] != Prefix)
                return HeaderVerdict.Broken("JPEG: a segment does not begin where the one before ends");
            while (at < image.Length && image[at] == Prefix)
                at++;
            if (at + 3 > image.Length)
                return HeaderVerdict.Broken("JPEG: cut short before the frame header");

            var marker = image[at];
            int length = BinaryPrimitives.ReadUInt16BigEndian(image[(at + 1)..]);
            var next = at + 1 + length;
            if (!HasLength(marker) || length < 2 || next > image.Length)
                return HeaderVerdict.Broken("JPEG: no frame header where one must be");
            if (IsFrameHeader(marker))
                return ReadFrame(marker, image.Slice(at + 3, length - 2), image[next..], maxScans);
            at = next;
        }
    }

    private static HeaderVerdict ReadFrame(byte marker, ReadOnlySpan<byte> frame, ReadOnlySpan<byte> rest, int maxScans)
    {
        if (marker is not (0xC0 or 0xC1 or 0xC2))
            return HeaderVerdict.Broken("JPEG: lossless, differential or arithmetic coding");
        if (frame.Length < 6)
            return HeaderVerdict.Broken("JPEG: frame header cut short");
        int heightPx = BinaryPrimitives.ReadUInt16BigEndian(frame[1..]);
        int widthPx = BinaryPrimitives.ReadUInt16BigEndian(frame[3..]);
        var components = frame[5];
        if (frame[0] != 8 || components is not (1 or 3 or 4) || frame.Length != 6 + 3 * components)
            return HeaderVerdict.Broken("JPEG: not 8 bits in 1, 3 or 4 components");
        if (heightPx == 0 || widthPx == 0)
            return HeaderVerdict.Broken("JPEG: no height or no width");

        // inside coded data 0xFF is always followed by 0 or a restart marker, so both searches meet true markers; encoders end with one
        if (rest.LastIndexOf(EndOfImageMarker) < 0)
            return HeaderVerdict.Broken("JPEG: cut short, it has no end");
        return CountScans(rest, maxScans + 1) > maxScans
            ? HeaderVerdict.Broken("JPEG: more scans than allowed")
            : HeaderVerdict.Accept(ImageFormat.Jpeg, heightPx, widthPx);
    }

    private static int CountScans(ReadOnlySpan<byte> rest, int enough)
    {
        var scans = 0;
        while (scans < enough)
        {
            var at = rest.IndexOf(StartOfScanMarker);
            if (at < 0)
                break;
            scans++;
            rest = rest[(at + 2)..];
        }

        return scans;
    }

    /// <summary>C4, C8 and CC lie in the range of frame headers but are tables and an extension.</summary>
    private static bool IsFrameHeader(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    /// <summary>Restart markers, a second start, an end and a scan cannot come before the frame header.</summary>
    private static bool HasLength(byte marker) => marker is >= 0xC0 and not (>= 0xD0 and <= 0xDA);
}
