using Moderation.Cli.Demo.Scenes;

namespace Moderation.Cli.Demo.Clips;

/// <summary>Size of a still picture or a tile in pixels.</summary>
internal readonly record struct PixelSize(int WidthPx, int HeightPx);

/// <summary>The part of a portrait that a tile shows, with room around it for movement; may reach over the picture's edge.</summary>
internal sealed record PictureWindow(int LeftPx, int TopPx, int WidthPx, int HeightPx, PixelSize Picture)
{
    /// <summary>The face's share of the tile's height, as in a live held at arm's length.</summary>
    private const double FaceShare = 0.42;

    /// <summary>How much larger than the tile the moving picture is; zoom, pan and rotation use the rest.</summary>
    public const double Margin = 1.2;

    public static PictureWindow Around(FacePlace face, PixelSize picture, PixelSize tile)
    {
        var height = Even(face.Height * picture.HeightPx / FaceShare * Margin);
        var width = Even((double)height * tile.WidthPx / tile.HeightPx);
        return new PictureWindow(
            (int)(face.CentreLeft * picture.WidthPx) - width / 2, (int)(face.CentreTop * picture.HeightPx) - height / 2, width, height, picture);
    }

    /// <summary>ffmpeg filters that cut the window out; where it reaches over the edge, the picture's outermost pixels go on.</summary>
    public string Filter()
    {
        var left = Even(Math.Max(0, -LeftPx));
        var top = Even(Math.Max(0, -TopPx));
        var right = Even(Math.Max(0, LeftPx + WidthPx - Picture.WidthPx));
        var bottom = Even(Math.Max(0, TopPx + HeightPx - Picture.HeightPx));
        var pad = left + top + right + bottom == 0
            ? ""
            : $"pad={Picture.WidthPx + left + right}:{Picture.HeightPx + top + bottom}:{left}:{top},fillborders={left}:{right}:{top}:{bottom}:smear,";
        return $"{pad}crop={WidthPx}:{HeightPx}:{LeftPx + left}:{TopPx + top}";
    }

    public static int Even(double value) => (int)Math.Ceiling(value / 2) * 2;
}
