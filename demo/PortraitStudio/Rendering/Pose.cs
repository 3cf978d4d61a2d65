using PortraitStudio.Sitters;

namespace PortraitStudio.Rendering;

/// <summary>Where the face lies in the picture: pixels to face units and back.</summary>
internal readonly record struct Pose(int Size, float Scale, float CentreX, float CentreY, float Sin, float Cos)
{
    public static Pose Of(Sitter sitter, int size)
    {
        var middle = (sitter.Head.Crown + sitter.Head.Chin) / 2;
        var scale = sitter.Studio.Zoom * size;
        return new Pose(size, scale, size / 2f, (size * 0.46f) - (middle * scale), MathF.Sin(sitter.Head.Roll), MathF.Cos(sitter.Head.Roll));
    }

    /// <summary>One pixel in face units.</summary>
    public float Pixel => 1 / Scale;

    public (float X, float Y) ToFace(float column, float row)
    {
        var (x, y) = ToRoom(column, row);
        return ((x * Cos) + (y * Sin), (y * Cos) - (x * Sin));
    }

    /// <summary>Face units that do not follow the head's roll: neck, shoulders, light.</summary>
    public (float X, float Y) ToRoom(float column, float row) => ((column - CentreX) / Scale, (row - CentreY) / Scale);

    public (float Column, float Row) ToPixel(float x, float y) =>
        (CentreX + (((x * Cos) - (y * Sin)) * Scale), CentreY + (((y * Cos) + (x * Sin)) * Scale));
}
