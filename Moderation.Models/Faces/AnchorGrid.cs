using Moderation.Models.Manifests;

namespace Moderation.Models.Faces;

/// <summary>The points from which a detector measures its boxes.</summary>
internal static class AnchorGrid
{
    /// <summary>Anchor points of one layer in pixels of the model's input, in the order of its outputs: cell centres, along x, then y.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="inputPx">Side of the model's input.</param>
    public static (float X, float Y)[] Points(AnchorLayer layer, int inputPx)
    {
        var cells = inputPx / layer.StridePx;
        var points = new (float X, float Y)[cells * cells * layer.PerCell];
        for (var i = 0; i < points.Length; i++)
        {
            var (y, x) = Math.DivRem(i / layer.PerCell, cells);
            points[i] = ((x + 0.5f) * layer.StridePx, (y + 0.5f) * layer.StridePx);
        }

        return points;
    }
}
