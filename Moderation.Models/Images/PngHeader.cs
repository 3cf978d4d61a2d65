using System.Buffers.Binary;

namespace Moderation.Models.Images;

/// <summary>Reads the IHDR of a PNG (W3C PNG, section 11.2.1) and looks for animation before the first pixels.</summary>
internal static class PngHeader
{
    private const int SignatureLength = 8;
    private const int ChunkOverhead = 12;
    private const int HeaderLength = 13;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static bool IsPng(ReadOnlySpan<byte> image) => image.StartsWith(Signature);

    public static HeaderVerdict Read(ReadOnlySpan<byte> image)
    {
        var at = SignatureLength;
        if (image.Length < at + ChunkOverhead + HeaderLength || LengthAt(image, at) != HeaderLength || !TypeAt(image, at).SequenceEqual("IHDR"u8))
            return HeaderVerdict.Broken("PNG: no header chunk");
        var widthPx = BinaryPrimitives.ReadUInt32BigEndian(image[(at + 8)..]);
        var heightPx = BinaryPrimitives.ReadUInt32BigEndian(image[(at + 12)..]);
        if (heightPx is 0 or > int.MaxValue || widthPx is 0 or > int.MaxValue)
            return HeaderVerdict.Broken("PNG: no height or no width");
        if (!IsKnownColour(image[at + 16], image[at + 17]))
            return HeaderVerdict.Broken("PNG: no such bit depth and colour type");

        for (at += ChunkOverhead + HeaderLength; at + ChunkOverhead <= image.Length;)
        {
            var type = TypeAt(image, at);
            if (type.SequenceEqual("acTL"u8))
                return HeaderVerdict.Unknown("animated PNG: a frame is one picture");
            if (type.SequenceEqual("IDAT"u8))
                return ReadTail(image[at..], (int)heightPx, (int)widthPx);
            var length = LengthAt(image, at);
            if (length > image.Length - at - ChunkOverhead)
                break;
            at += ChunkOverhead + (int)length;
        }

        return HeaderVerdict.Broken("PNG: cut short before the first pixels");
    }

    private static HeaderVerdict ReadTail(ReadOnlySpan<byte> tail, int heightPx, int widthPx) =>
        tail.LastIndexOf("IEND"u8) < 0
            ? HeaderVerdict.Broken("PNG: cut short, it has no end")
            : HeaderVerdict.Accept(ImageFormat.Png, heightPx, widthPx);

    private static bool IsKnownColour(byte bitDepth, byte colourType) => colourType switch
    {
        0 => bitDepth is 1 or 2 or 4 or 8 or 16,
        3 => bitDepth is 1 or 2 or 4 or 8,
        2 or 4 or 6 => bitDepth is 8 or 16,
        _ => false,
    };

    private static uint LengthAt(ReadOnlySpan<byte> image, int at) => BinaryPrimitives.ReadUInt32BigEndian(image[at..]);

    private static ReadOnlySpan<byte> TypeAt(ReadOnlySpan<byte> image, int at) => image.Slice(at + 4, 4);
}
