using System.Buffers.Binary;

namespace Moderation.Models.Images;

/// <summary>Reads the size of a WebP (RFC 9649): lossy <c>VP8 </c>, lossless <c>VP8L</c>, or extended <c>VP8X</c> with one of these inside.</summary>
internal static class WebPHeader
{
    private const int ContainerLength = 12;
    private const int ChunkHeader = 8;
    private const byte AnimationFlag = 0x02;

    public static bool IsWebP(ReadOnlySpan<byte> image) =>
        image.Length >= ContainerLength && image.StartsWith("RIFF"u8) && image.Slice(8, 4).SequenceEqual("WEBP"u8);

    public static HeaderVerdict Read(ReadOnlySpan<byte> image)
    {
        var size = BinaryPrimitives.ReadUInt32LittleEndian(image[4..]);
        if (size > image.Length - 8)
            return HeaderVerdict.Broken("WebP: cut short");
        return size < 4 ? HeaderVerdict.Broken("WebP: nothing inside") : ReadChunks(image[ContainerLength..(8 + (int)size)]);
    }

    private static HeaderVerdict ReadChunks(ReadOnlySpan<byte> chunks)
    {
        (int Height, int Width)? canvas = null;
        while (chunks.Length >= ChunkHeader)
        {
            var type = chunks[..4];
            var length = BinaryPrimitives.ReadUInt32LittleEndian(chunks[4..]);
            if (length > chunks.Length - ChunkHeader)
                break;
            var body = chunks.Slice(ChunkHeader, (int)length);
            if (type.SequenceEqual("VP8 "u8))
                return Accept(ReadLossy(body), canvas);
            if (type.SequenceEqual("VP8L"u8))
                return Accept(ReadLossless(body), canvas);
            if (type.SequenceEqual("ANIM"u8) || type.SequenceEqual("ANMF"u8) || (type.SequenceEqual("VP8X"u8) && IsAnimated(body)))
                return HeaderVerdict.Unknown("animated WebP: a frame is one picture");
            if (type.SequenceEqual("VP8X"u8))
            {
                if (canvas is not null || ReadCanvas(body) is not { } read)
                    return HeaderVerdict.Broken("WebP: no usable canvas");
                canvas = read;
            }
            else if (canvas is null)
            {
                return HeaderVerdict.Broken("WebP: it begins with no picture");
            }

            // chunks are padded to an even length
            chunks = chunks[Math.Min(chunks.Length, ChunkHeader + (int)length + (int)(length & 1))..];
        }

        return HeaderVerdict.Broken("WebP: no picture inside");
    }

    private static HeaderVerdict Accept((int Height, int Width)? picture, (int Height, int Width)? canvas)
    {
        if (picture is not { Height: > 0, Width: > 0 } size)
            return HeaderVerdict.Broken("WebP: no usable picture header");
        return canvas is { } c && c != size
            ? HeaderVerdict.Broken("WebP: canvas and picture differ in size")
            : HeaderVerdict.Accept(ImageFormat.WebP, size.Height, size.Width);
    }

    private static bool IsAnimated(ReadOnlySpan<byte> body) => body is [var flags, ..] && (flags & AnimationFlag) != 0;

    private static (int Height, int Width)? ReadCanvas(ReadOnlySpan<byte> body) =>
        body.Length < 10 ? null : (1 + UInt24(body[7..]), 1 + UInt24(body[4..]));

    /// <summary>A key frame: 3 bytes of frame tag with bit 0 clear, the start code, then 14 bits of each size.</summary>
    private static (int Height, int Width)? ReadLossy(ReadOnlySpan<byte> body)
    {
        if (body.Length < 10 || (body[0] & 1) != 0 || body[3] != 0x9D || body[4] != 0x01 || body[5] != 0x2A)
            return null;
        return (BinaryPrimitives.ReadUInt16LittleEndian(body[8..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(body[6..]) & 0x3FFF);
    }

    /// <summary>The signature, then 14 bits of width less one, 14 bits of height less one, alpha, version 0.</summary>
    private static (int Height, int Width)? ReadLossless(ReadOnlySpan<byte> body)
    {
        if (body.Length < 5 || body[0] != 0x2F)
            return null;
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(body[1..]);
        return bits >> 29 != 0 ? null : ((int)(bits >> 14 & 0x3FFF) + 1, (int)(bits & 0x3FFF) + 1);
    }

    private static int UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | bytes[1] << 8 | bytes[2] << 16;
}
