namespace Moderation.Models.Manifests;

/// <summary>Pictures made by formula, so that a golden test needs no stored picture and shows nobody.</summary>
/// <remarks>
/// Only integers and the four basic operations on doubles, each rounded once by IEEE 754, so every language gives the same bytes;
/// <c>models/golden-reference/pictures.mjs</c> is the same code for the original model.
/// </remarks>
public static class GoldenPicture
{
    /// <summary>Every channel of every pixel is a byte of a xorshift32 sequence.</summary>
    public const string Noise = "noise";

    /// <summary>A plain drawing of a face before a graded background, with a little noise.</summary>
    public const string Face = "face";

    /// <summary>Makes a picture.</summary>
    /// <param name="generator"><see cref="Noise"/> or <see cref="Face"/>.</param>
    /// <param name="seed">Start of the random sequence; not 0.</param>
    /// <param name="heightPx">Height in pixels.</param>
    /// <param name="widthPx">Width in pixels.</param>
    /// <returns>RGB bytes, row by row: <c>heightPx * widthPx * 3</c>.</returns>
    /// <exception cref="ArgumentException">An unknown generator.</exception>
    public static byte[] Make(string generator, int seed, int heightPx, int widthPx)
    {
        ArgumentOutOfRangeException.ThrowIfZero(seed);
        return generator switch
        {
            Noise => MakeNoise((uint)seed, heightPx, widthPx),
            Face => MakeFace((uint)seed, heightPx, widthPx),
            _ => throw new ArgumentException($"golden picture '{generator}' is not known", nameof(generator)),
        };
    }

    private static byte[] MakeNoise(uint state, int heightPx, int widthPx)
    {
        var picture = new byte[heightPx * widthPx * 3];
        for (var i = 0; i < picture.Length; i++)
        {
            state = Next(state);
            picture[i] = (byte)(state >> 16);
        }

        return picture;
    }

    private static byte[] MakeFace(uint state, int heightPx, int widthPx)
    {
        var picture = new byte[heightPx * widthPx * 3];
        for (var y = 0; y < heightPx; y++)
        {
            for (var x = 0; x < widthPx; x++)
            {
                state = Next(state);
                var grain = ((state >> 16) & 7) - 3.5;
                var colour = FaceDrawing.ColourAt((x + 0.5) / widthPx, (y + 0.5) / heightPx);
                var at = (y * widthPx + x) * 3;
                picture[at] = Level(colour.Red + grain);
                picture[at + 1] = Level(colour.Green + grain);
                picture[at + 2] = Level(colour.Blue + grain);
            }
        }

        return picture;
    }

    private static byte Level(double value) => value <= 0 ? (byte)0 : value >= 255 ? (byte)255 : (byte)value;

    private static uint Next(uint state)
    {
        state ^= state << 13;
        state ^= state >> 17;
        return state ^ (state << 5);
    }
}
