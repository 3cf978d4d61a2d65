namespace Moderation.Models.Images;

/// <summary>Cuts a part out of an encoded picture. The edge behind which the native image library can be exchanged.</summary>
/// <remarks>Threads: one caller at a time. Errors: a picture that must not or cannot be decoded is a verdict; a missing native library throws.</remarks>
public interface IFrameCropper : IDisposable
{
    /// <summary>Cuts a part out, upright as a viewer sees it, and makes it smaller where it is larger than asked for. The same bytes give the same bytes.</summary>
    /// <param name="image">The encoded picture; may be anything.</param>
    /// <param name="area">The part.</param>
    /// <param name="longestSidePx">Longest side of the result in pixels; never made larger than it was.</param>
    /// <param name="jpeg">The part as JPEG; empty when refused.</param>
    HeaderVerdict Crop(ReadOnlySpan<byte> image, CropArea area, int longestSidePx, out byte[] jpeg);
}

/// <summary>A part of a picture, as shares of its height and width, 0..1, with the origin at the top left; what lies outside is not part of it.</summary>
/// <param name="Top">Top edge, share of the height.</param>
/// <param name="Left">Left edge, share of the width.</param>
/// <param name="Height">Height, share of the height.</param>
/// <param name="Width">Width, share of the width.</param>
public readonly record struct CropArea(double Top, double Left, double Height, double Width);
