namespace Moderation.Models.Faces;

/// <summary>Keeps one box of each face: the best one, and no other that overlaps it too much.</summary>
internal static class BoxSuppression
{
    private static readonly Comparison<FaceBox> BestFirst = (a, b) => b.Score.CompareTo(a.Score);

    /// <summary>Suppresses in place.</summary>
    /// <param name="boxes">Boxes in any order; afterwards the kept ones stand first, best first.</param>
    /// <param name="maxOverlap">Largest intersection over union with a better box, 0..1.</param>
    /// <param name="most">Most boxes to keep.</param>
    /// <returns>How many were kept.</returns>
    public static int Suppress(Span<FaceBox> boxes, float maxOverlap, int most)
    {
        boxes.Sort(BestFirst);
        var kept = 0;
        for (var i = 0; i < boxes.Length && kept < most; i++)
        {
            var box = boxes[i];
            if (!OverlapsAny(box, boxes[..kept], maxOverlap))
                boxes[kept++] = box;
        }

        return kept;
    }

    private static bool OverlapsAny(in FaceBox box, ReadOnlySpan<FaceBox> kept, float maxOverlap)
    {
        foreach (ref readonly var better in kept)
        {
            if (box.Overlap(better) > maxOverlap)
                return true;
        }

        return false;
    }
}
