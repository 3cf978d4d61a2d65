namespace Moderation.Models.Images;

/// <summary>An encoding that is accepted.</summary>
public enum ImageFormat
{
    /// <summary>JPEG, baseline or progressive, 8 bits.</summary>
    Jpeg,

    /// <summary>PNG, one picture.</summary>
    Png,

    /// <summary>WebP, one picture: lossy, lossless or extended.</summary>
    WebP,
}

/// <summary>What the first bytes of a picture claim.</summary>
/// <param name="Format">The encoding, from the bytes; what a sender calls it does not count.</param>
/// <param name="HeightPx">Stored height in pixels, before any orientation is applied.</param>
/// <param name="WidthPx">Stored width in pixels.</param>
public readonly record struct ImageHeader(ImageFormat Format, int HeightPx, int WidthPx);

/// <summary>A header, or why there is none.</summary>
/// <param name="Refusal"><see cref="Faces.ImageRefusal.None"/> when the header may be used.</param>
/// <param name="Detail">One constant sentence on the refusal; empty without one.</param>
/// <param name="Header">What was read; its sizes are 0 when they could not be read.</param>
public readonly record struct HeaderVerdict(Faces.ImageRefusal Refusal, string Detail, ImageHeader Header)
{
    internal static HeaderVerdict Accept(ImageFormat format, int heightPx, int widthPx) =>
        new(Faces.ImageRefusal.None, "", new ImageHeader(format, heightPx, widthPx));

    internal static HeaderVerdict Refuse(Faces.ImageRefusal refusal, string detail, ImageHeader header = default) =>
        new(refusal, detail, header);

    internal static HeaderVerdict Broken(string detail) => Refuse(Faces.ImageRefusal.Broken, detail);

    internal static HeaderVerdict Unknown(string detail) => Refuse(Faces.ImageRefusal.UnknownFormat, detail);
}
