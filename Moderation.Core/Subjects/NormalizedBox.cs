using System.Text.Json.Serialization;

namespace Moderation.Core.Subjects;

/// <summary>A rectangle in a frame, as shares of the frame's width and height.</summary>
/// <remarks>Range: 0..1 with the origin at the top left. A detected face may reach over the frame's edge, a tile may not.</remarks>
/// <param name="Left">Left edge, share of the width.</param>
/// <param name="Top">Top edge, share of the height.</param>
/// <param name="Width">Width, share of the frame's width.</param>
/// <param name="Height">Height, share of the frame's height.</param>
[method: JsonConstructor]
public readonly record struct NormalizedBox(double Left, double Top, double Width, double Height)
{
    /// <summary>The whole frame.</summary>
    public static NormalizedBox WholeFrame { get; } = new(0, 0, 1, 1);

    /// <summary>Horizontal centre, share of the width.</summary>
    public double CentreLeft() => Left + Width / 2;

    /// <summary>Vertical centre, share of the height.</summary>
    public double CentreTop() => Top + Height / 2;

    /// <summary>Whether a point lies inside; the left and top edges belong to the box, the right and bottom edges do not.</summary>
    /// <param name="left">Share of the width.</param>
    /// <param name="top">Share of the height.</param>
    public bool Contains(double left, double top) =>
        left >= Left && left < Left + Width && top >= Top && top < Top + Height;

    /// <summary>Whether the box is a possible tile: finite, not empty, inside the frame (to a rounding error of 1e-6).</summary>
    public bool IsInsideFrame()
    {
        const double Slack = 1e-6;
        return double.IsFinite(Left) && double.IsFinite(Top) && double.IsFinite(Width) && double.IsFinite(Height)
            && Width > 0 && Height > 0 && Left >= -Slack && Top >= -Slack && Left + Width <= 1 + Slack && Top + Height <= 1 + Slack;
    }
}
