using System.Text.Json.Serialization;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Evidence.Capture;

/// <summary>What of a frame is kept.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<CropBasis>))]
public enum CropBasis
{
    /// <summary>The faces in the subject's tile, or the only face of the frame, with a margin.</summary>
    Face,

    /// <summary>The subject's tile, because no face was found in it.</summary>
    Tile,

    /// <summary>The whole frame, because nothing told where the subject is.</summary>
    WholeFrame,
}

/// <summary>Chooses the least of a frame that shows whom a report is about, so that no more of others is kept than must be.</summary>
/// <param name="Area">What is kept; inside the frame.</param>
/// <param name="Basis">Why.</param>
public readonly record struct CropChoice(NormalizedBox Area, CropBasis Basis)
{
    /// <summary>How much is kept around faces, as a share of their width and height on each side: hair, hands and clothes tell a reviewer more than skin.</summary>
    public const double Margin = 0.6;

    /// <summary>Chooses.</summary>
    /// <param name="faces">Faces that were found in the frame; null where nothing is known about it.</param>
    /// <param name="tile">Where the subject was; null where that is not known.</param>
    public static CropChoice Of(IReadOnlyList<NormalizedBox>? faces, NormalizedBox? tile)
    {
        if (tile is { } known)
        {
            var inside = (faces ?? []).Where(face => known.Contains(face.CentreLeft(), face.CentreTop())).ToList();
            return inside.Count > 0
                ? new CropChoice(Clip(WithMargin(Around(inside)), known), CropBasis.Face)
                : new CropChoice(Clip(known, NormalizedBox.WholeFrame), CropBasis.Tile);
        }

        // Of several faces, which one is meant is not known here.
        if (faces is [var only] && Clip(WithMargin(only), NormalizedBox.WholeFrame) is { Width: > 0, Height: > 0 } area)
            return new CropChoice(area, CropBasis.Face);
        return new CropChoice(NormalizedBox.WholeFrame, CropBasis.WholeFrame);
    }

    private static NormalizedBox Around(List<NormalizedBox> boxes)
    {
        var (left, top) = (boxes.Min(box => box.Left), boxes.Min(box => box.Top));
        return new NormalizedBox(left, top, boxes.Max(box => box.Left + box.Width) - left, boxes.Max(box => box.Top + box.Height) - top);
    }

    private static NormalizedBox WithMargin(NormalizedBox box) =>
        new(box.Left - Margin * box.Width, box.Top - Margin * box.Height, (1 + 2 * Margin) * box.Width, (1 + 2 * Margin) * box.Height);

    private static NormalizedBox Clip(NormalizedBox box, NormalizedBox bounds)
    {
        var frame = NormalizedBox.WholeFrame;
        var left = Math.Max(box.Left, Math.Max(bounds.Left, frame.Left));
        var top = Math.Max(box.Top, Math.Max(bounds.Top, frame.Top));
        var right = Math.Min(box.Left + box.Width, Math.Min(bounds.Left + bounds.Width, frame.Width));
        var bottom = Math.Min(box.Top + box.Height, Math.Min(bounds.Top + bounds.Height, frame.Height));
        return new NormalizedBox(left, top, Math.Max(0, right - left), Math.Max(0, bottom - top));
    }
}
