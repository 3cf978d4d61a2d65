using PortraitStudio.Rendering;
using PortraitStudio.Sitters;

namespace PortraitStudio.Shaping;

/// <summary>What stands out of the dome: brows, sockets, nose, cheeks, mouth, chin.</summary>
internal sealed class FaceRelief(Sitter sitter)
{
    private readonly MouthShape _mouth = new(sitter.Mouth);
    private readonly EyeShape _eye = new(sitter.Eyes);
    private readonly AgeLines _lines = new(sitter);

    public float Height(float x, float y)
    {
        var side = MathF.Abs(x);
        return Brow(side, y) + Socket(side, y) + Nose(x, side, y) + Flesh(x, side, y) + _mouth.Relief(x, y) - _lines.Depth(x, side, y);
    }

    private float Brow(float side, float y) =>
        sitter.Head.BrowRidge * 0.07f * Curves.Bump(side - 0.4f, y + sitter.Eyes.BrowLift, 0.36f, 0.1f);

    private float Socket(float side, float y)
    {
        var eyes = sitter.Eyes;
        var hollow = 0.13f * eyes.SocketDepth * Curves.Bump(side - (eyes.Spacing * 0.97f), y + 0.03f, eyes.HalfWidth * 1.35f, 0.2f);
        var inner = 0.07f * eyes.SocketDepth * Curves.Bump(side - (eyes.Spacing - (eyes.HalfWidth * 1.1f)), y + 0.04f, 0.1f, 0.14f);
        var ball = 0.075f * Curves.Bump(side - eyes.Spacing, y + 0.015f, eyes.HalfWidth * 0.95f, eyes.OpenAbove + 0.06f);
        var crease = 0.018f * _eye.Crease(_eye.Along(side), y);
        return ball - hollow - inner - crease;
    }

    private float Nose(float x, float side, float y)
    {
        var nose = sitter.Nose;
        const float Root = -0.08f;
        var t = Math.Clamp((y - Root) / (nose.Tip - Root), 0, 1);
        var rise = nose.Projection * Curves.Lerp(0.32f * nose.BridgeHeight, 1, MathF.Pow(t, 1.25f));
        var fade = y > nose.Tip ? Curves.Line(y - nose.Tip, 0.085f) : y < Root ? Curves.Line(y - Root, 0.17f) : 1;
        var width = Curves.Lerp(nose.BridgeWidth, nose.TipWidth, t);
        var ridge = rise * fade * MathF.Exp(-MathF.Pow(side / width, 1.8f));
        var ball = 0.09f * Curves.Bump(x, y - nose.Tip + 0.03f, nose.TipWidth * 0.9f, 0.1f);
        var wings = 0.13f * Curves.Bump(side - nose.Wings, y - nose.Tip - 0.01f, 0.075f, 0.08f);
        var groove = 0.03f * Curves.Bump(side - nose.Wings - 0.085f, y - nose.Tip, 0.03f, 0.08f);
        return ridge + ball + wings - groove;
    }

    private float Flesh(float x, float side, float y)
    {
        var (head, mouthY) = (sitter.Head, sitter.Mouth.Y);
        var cheekY = sitter.Nose.Tip + 0.02f;
        var cheeks = 0.2f * head.CheekFullness * Curves.Bump(side - 0.56f, y - cheekY, 0.32f, 0.34f);
        var bone = 0.06f * (1 - head.CheekFullness) * Curves.Bump(side - 0.68f, y - 0.32f, 0.22f, 0.13f);
        var muzzle = 0.1f * Curves.Bump(x, y - mouthY + 0.02f, sitter.Mouth.HalfWidth * 1.2f, 0.28f);
        var philtrum = 0.018f * Curves.Bump(x, y - ((sitter.Nose.Tip + mouthY) / 2) - 0.02f, 0.035f, 0.1f);
        var under = 0.055f * Curves.Bump(x, y - mouthY - sitter.Mouth.LowerLip - 0.085f, 0.22f, 0.055f);
        var chin = 0.12f * head.ChinProjection * Curves.Bump(x, y - head.Chin + 0.2f, 0.2f, 0.15f);
        return cheeks + bone + muzzle + chin - philtrum - under;
    }
}
