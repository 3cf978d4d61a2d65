namespace Moderation.Models.Faces;

/// <summary>The points from which BlazeFace-back measures its boxes: a 16 x 16 grid with 2 per cell, then 8 x 8 with 6 per cell.</summary>
internal static class BlazeFaceAnchors
{
    /// <summary>Side of the model's input in pixels.</summary>
    public const int InputPx = 256;

    /// <summary>Anchors of the fine grid, which come first.</summary>
    public const int FineCount = 512;

    /// <summary>Anchors of the coarse grid.</summary>
    public const int CoarseCount = 384;

    /// <summary>All anchors.</summary>
    public const int Count = FineCount + CoarseCount;

    private static readonly (float X, float Y)[] Table = [.. Grid(stridePx: 16, perCell: 2), .. Grid(stridePx: 32, perCell: 6)];

    /// <summary>Anchor points in pixels of the model's input, in the order of its outputs.</summary>
    public static ReadOnlySpan<(float X, float Y)> Points => Table;

    private static IEnumerable<(float X, float Y)> Grid(int stridePx, int perCell)
    {
        for (var y = 0; y < InputPx; y += stridePx)
        {
            for (var x = 0; x < InputPx; x += stridePx)
            {
                for (var n = 0; n < perCell; n++)
                    yield return (x + stridePx / 2f, y + stridePx / 2f);
            }
        }
    }
}
