namespace Moderation.Models.Faces;

/// <summary>A found face in pixels, of whatever picture the context names.</summary>
/// <param name="CentreX">Horizontal centre.</param>
/// <param name="CentreY">Vertical centre.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
/// <param name="Score">Detector score, 0..1.</param>
internal readonly record struct FaceBox(float CentreX, float CentreY, float Width, float Height, float Score)
{
    public float Left => CentreX - Width / 2;

    public float Top => CentreY - Height / 2;

    public float Area => Width * Height;

    public float LongerSide => Math.Max(Width, Height);

    /// <summary>Intersection over union, 0..1; 0 for boxes without area.</summary>
    public float Overlap(in FaceBox other)
    {
        var width = Math.Min(Left + Width, other.Left + other.Width) - Math.Max(Left, other.Left);
        var height = Math.Min(Top + Height, other.Top + other.Height) - Math.Max(Top, other.Top);
        if (width <= 0 || height <= 0)
            return 0;
        var shared = width * height;
        return shared / (Area + other.Area - shared);
    }

    /// <summary>Share of the box outside a picture of that size, 0..1.</summary>
    public float OutsideShare(int heightPx, int widthPx)
    {
        var width = Math.Min(Left + Width, widthPx) - Math.Max(Left, 0);
        var height = Math.Min(Top + Height, heightPx) - Math.Max(Top, 0);
        return width <= 0 || height <= 0 ? 1 : Math.Clamp(1 - width * height / Area, 0, 1);
    }
}
