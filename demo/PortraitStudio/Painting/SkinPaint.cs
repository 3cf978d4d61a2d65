using PortraitStudio.Rendering;
using PortraitStudio.Shaping;
using PortraitStudio.Sitters;

namespace PortraitStudio.Painting;

/// <summary>Colour of the skin before any light falls on it.</summary>
internal sealed class SkinPaint(Sitter sitter)
{
    private readonly Rgb _base = Rgb.Parse(sitter.Skin.Colour);
    private readonly Rgb _lip = Rgb.Parse(sitter.Mouth.Colour);
    private readonly Rgb _hair = Rgb.Parse(sitter.Hair.Colour);
    private readonly MouthShape _mouth = new(sitter.Mouth);
    private readonly EyeShape _eye = new(sitter.Eyes);

    public Rgb Bare(float x, float y)
    {
        var skin = sitter.Skin;
        var cloud = Noise.Cloud(x * 3.1f, y * 3.1f, sitter.Seed + 11);
        var fine = Noise.At(x * 60, y * 60, sitter.Seed + 12);
        var tone = 1 + (skin.Mottling * ((0.1f * cloud) + (0.05f * fine)));
        var colour = _base * tone;
        return Redden(colour, skin.Mottling * 0.35f * MathF.Max(0, Noise.Cloud(x * 5, y * 5, sitter.Seed + 13)));
    }

    public Rgb Face(float x, float y, float pixel)
    {
        var side = MathF.Abs(x);
        var colour = Redden(Bare(x, y), Flush(x, side, y));
        colour = Freckle(colour, x, side, y);
        colour = Shade(colour, x, side, y);
        colour = Beard(colour, x, y, side);
        var lip = _mouth.Coverage(x, y, MathF.Max(0.012f, pixel));
        var striped = 1 + (0.12f * Noise.At(x * 45, y * 4, sitter.Seed + 21));
        colour = colour.Mix(colour.Mix(_lip * striped, sitter.Mouth.ColourStrength), lip);
        colour *= 1 - (0.8f * _mouth.Seam(x, y));
        return colour * (1 - (0.93f * Nostrils(side, y)));
    }

    private float Flush(float x, float side, float y)
    {
        var cheeks = Curves.Bump(side - 0.58f, y - sitter.Nose.Tip + 0.06f, 0.3f, 0.26f);
        var nose = 0.6f * Curves.Bump(x, y - sitter.Nose.Tip, 0.2f, 0.16f);
        var chin = 0.25f * Curves.Bump(x, y - sitter.Head.Chin + 0.2f, 0.25f, 0.16f);
        var lids = 0.3f * Curves.Bump(side - sitter.Eyes.Spacing, y + 0.02f, sitter.Eyes.HalfWidth * 1.2f, 0.16f);
        return sitter.Skin.Blush * (cheeks + nose + chin + lids);
    }

    private static Rgb Redden(Rgb colour, float amount) =>
        new(colour.R * (1 + (0.06f * amount)), colour.G * (1 - (0.34f * amount)), colour.B * (1 - (0.36f * amount)));

    private Rgb Freckle(Rgb colour, float x, float side, float y)
    {
        if (sitter.Skin.Freckles < 0.01f)
            return colour;
        var zone = Curves.Bump(side - 0.3f, y - (sitter.Nose.Tip * 0.7f), 0.42f, 0.24f);
        var spots = Curves.Step(0.48f, 0.75f, Noise.At(x * 27, y * 27, sitter.Seed + 31));
        var dark = 0.45f * sitter.Skin.Freckles * zone * spots;
        return new Rgb(colour.R * (1 - (0.6f * dark)), colour.G * (1 - dark), colour.B * (1 - dark));
    }

    private Rgb Shade(Rgb colour, float x, float side, float y)
    {
        var eyes = sitter.Eyes;
        var s = _eye.Along(side);
        var below = sitter.Skin.EyeBags * Curves.Bump(side - eyes.Spacing + 0.04f, y - eyes.OpenBelow - 0.1f, eyes.HalfWidth, 0.075f);
        var lid = 0.25f * eyes.SocketDepth * Curves.Bump(side - eyes.Spacing, y + eyes.OpenAbove, eyes.HalfWidth * 1.2f, 0.07f);
        var crease = (0.35f + (0.25f * eyes.SocketDepth)) * _eye.Crease(s, y);
        var dark = Math.Clamp((0.35f * below) + lid + crease, 0, 0.85f);
        var lines = 6.5f * new AgeLines(sitter).Depth(x, side, y);
        dark += Math.Clamp(lines, -0.03f, 0.3f);
        return new Rgb(colour.R * (1 - (0.75f * dark)), colour.G * (1 - dark), colour.B * (1 - (0.95f * dark)));
    }

    private Rgb Beard(Rgb colour, float x, float y, float side)
    {
        if (sitter.Skin.Beard < 0.01f)
            return colour;
        var upper = Curves.Bump(x, y - sitter.Mouth.Y + 0.17f, 0.36f, 0.1f);
        var jaw = Curves.Step(sitter.Mouth.Y - 0.25f, sitter.Mouth.Y + 0.3f, y + (0.85f * (side - 0.35f)));
        var bare = Curves.Bump(side - 0.45f, y - sitter.Nose.Tip + 0.05f, 0.35f, 0.28f);
        var zone = Math.Clamp(MathF.Max(upper, jaw) - bare, 0, 1);
        var stubble = 0.5f + (0.5f * Noise.At(x * 85, y * 60, sitter.Seed + 41));
        var grey = _hair.Mix(new Rgb(0.4f, 0.4f, 0.42f), sitter.Hair.Grey * 0.7f).Mix(new Rgb(0.1f, 0.11f, 0.13f), 0.35f);
        grey *= MathF.Min(1, 0.45f * colour.G / grey.G);
        return colour.Mix(grey, sitter.Skin.Beard * zone * (0.3f + (0.6f * stubble)));
    }

    private float Nostrils(float side, float y)
    {
        var (dx, dy) = (side - (sitter.Nose.Wings * 0.55f), y - sitter.Nose.Tip - 0.065f + (0.2f * (side - (sitter.Nose.Wings * 0.55f))));
        return Curves.Bump(dx, dy, sitter.Nose.Wings * 0.36f, 0.025f);
    }
}
