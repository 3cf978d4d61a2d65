using PortraitStudio.Rendering;
using PortraitStudio.Shaping;
using PortraitStudio.Sitters;

namespace PortraitStudio.Strokes;

/// <summary>Hair as thousands of strands, dark ones first, so that light ones lie on top.</summary>
internal sealed class HairStrokes(Sitter sitter, StrokeLayer layer)
{
    /// <summary>Share of the strands that are thick and dark and only close the gaps.</summary>
    private const float Under = 0.2f;
    private readonly HairForm _hair = sitter.Hair;
    private readonly HeadForm _head = sitter.Head;
    private readonly HeadOutline _outline = new(sitter.Head);
    private readonly Random _random = new(sitter.Seed + 200);
    private readonly (float X, float Y)[] _points = new (float, float)[22];

    private float Top => _head.Crown - (_hair.Volume * 0.8f);

    /// <summary>What hangs behind neck and ears.</summary>
    public void DrawBack()
    {
        if (_hair.Style == HairStyle.Parted)
        {
            for (var i = 0; i < 2600; i++)
                Behind(i / 2600f);
        }
        if (_hair.Style == HairStyle.Curls)
            Curls(3600, 0.4f, true);
    }

    public void DrawFront()
    {
        switch (_hair.Style)
        {
            case HairStyle.Short: Rows(11000, Swept); break;
            case HairStyle.Cap: Rows(10000, Capped); break;
            case HairStyle.Parted: Rows(10000, Parted); break;
            case HairStyle.Curls: Curls(4600, 1, false); break;
            case HairStyle.None: break;
            default: throw new ArgumentOutOfRangeException(nameof(sitter), _hair.Style, "unknown hair style");
        }
    }

    private static void Rows(int count, Action<float> strand)
    {
        for (var i = 0; i < count; i++)
            strand(i / (float)count);
    }

    private float Spread() => (_random.NextSingle() * 2) - 1;

    /// <summary>Hairline height above the forehead at x; recession opens the temples.</summary>
    private float HairlineAt(float x)
    {
        var corner = _hair.Recession * 0.4f * Curves.Line(MathF.Abs(x) - 0.5f, 0.3f);
        var sides = 1.15f * MathF.Pow(Math.Clamp((MathF.Abs(x) - 0.72f) / 0.32f, 0, 1), 1.5f);
        return _hair.Hairline - corner + sides - (0.06f * Noise.At(x * 6, 1, sitter.Seed));
    }

    private void Swept(float order)
    {
        var x = Spread() * 1.02f;
        var line = HairlineAt(x);
        var back = MathF.Min(line - 0.02f, EdgeY(x));
        var place = order < Under ? 0.12f + (0.85f * _random.NextSingle()) : MathF.Pow((order - Under) / (1 - Under), 0.7f);
        var y = Curves.Lerp(back, line, place) + (0.03f * Spread());
        var side = Curves.Step(0.55f, 0.95f, MathF.Abs(x));
        var hand = _hair.Part > 0 ? 1 : -1;
        var sweep = Curves.Lerp(hand * 0.7f, MathF.Sign(x) * 0.12f, side) + (0.3f * x) + (0.16f * Spread());
        var rise = Curves.Lerp(-0.75f, 0.95f, side) + (0.16f * Spread());
        var length = _hair.Volume * Curves.Lerp(3.2f, 1.6f, side) * (0.75f + (0.5f * _random.NextSingle())) * (order < Under ? 0.5f : 1);
        var fall = Curves.Lerp(0.28f, 0, side) * length;
        Bezier((x, y), (x + (sweep * length * 0.2f), y + (rise * length * 0.45f)),
            (x + (sweep * length * 0.6f), y + (rise * length * 0.8f)), (x + (sweep * length), y + (rise * length) + fall), order);
    }

    private float EdgeY(float x)
    {
        for (var y = _head.Crown; y < 0.6f; y += 0.03f)
        {
            if (_outline.HalfWidth(y) >= MathF.Abs(x))
                return y - (_hair.Volume * 0.35f);
        }
        return 0.3f;
    }

    private void Capped(float order)
    {
        var q = Spread();
        var side = Curves.Step(0.66f, 0.95f, MathF.Abs(q));
        var width = _outline.HalfWidth(0) + (_hair.Volume * 0.45f);
        var endX = Curves.Lerp(q * 0.98f, MathF.Sign(q) * width, side) + (0.05f * Spread());
        var endY = Curves.Lerp(_hair.Fringe + (0.1f * q * q), _hair.Length, side) + (0.09f * Spread()) - ((1 - order) * 0.06f);
        endY += 0.07f * Noise.At(q * 11, 3, sitter.Seed) * (1 - (0.5f * side));
        var start = (X: (_hair.Part * 0.5f) + (q * 0.5f) + (0.06f * Spread()), Y: Top + (0.22f * q * q) + (0.06f * Spread()) + (0.1f * order));
        var bulge = _hair.Volume * 0.8f;
        Bezier(start, (Curves.Lerp(start.X, endX, 0.5f) + (q * 0.35f), start.Y + 0.02f),
            (endX + (q * bulge * 0.45f), Curves.Lerp(start.Y, endY, 0.55f)), (endX - (0.05f * q), endY), order);
    }

    private void Parted(float order)
    {
        var q = _random.NextSingle();
        var hand = _random.NextSingle() < (1 - _hair.Part) / 2 ? 1 : -1;
        var root = (X: _hair.Part + (0.02f * Spread()), Y: Curves.Lerp(Top, _hair.Hairline + 0.04f, MathF.Pow(order, 0.7f)));
        var width = _outline.HalfWidth(-0.2f) + (_hair.Volume * (0.25f + (0.55f * q)));
        var inner = Curves.Lerp(0.86f, 1, MathF.Sqrt(q));
        var end = (X: hand * ((width * inner) + (0.06f * Spread())), Y: _hair.Length + (0.12f * Spread()) - (0.1f * q));
        var across = hand * width * Curves.Lerp(0.62f, 0.95f, q);
        Bezier(root, (Curves.Lerp(root.X, across, 0.75f), root.Y - (0.1f * (1 - order)) + (0.16f * order)),
            (hand * width * inner * 1.08f, Curves.Lerp(-0.55f, -0.15f, order)), end, order);
    }

    private void Behind(float order)
    {
        var x = Spread();
        var width = _outline.HalfWidth(-0.1f) + (_hair.Volume * 0.75f);
        var end = (X: x * width * 1.02f, Y: _hair.Length + (0.1f * Spread()));
        Bezier((x * 0.75f, Top + (0.35f * x * x)), (x * width * 0.95f, Top + 0.35f), (x * width * 1.08f, 0), end, order * 0.45f);
    }

    private void Curls(int count, float light, bool behind)
    {
        for (var i = 0; i < count; i++)
        {
            var angle = MathF.PI * (-1.16f + (1.32f * _random.NextSingle()));
            var reach = 1 + (_hair.Volume * _random.NextSingle()) - (behind ? 0.1f : 0.14f);
            var (cx, cy) = (MathF.Cos(angle) * 1.06f * reach, (MathF.Sin(angle) * (-_head.Crown + 0.02f) * reach) + 0.02f);
            if (!behind && cy > HairlineAt(cx) - 0.04f && MathF.Abs(cx) < _outline.HalfWidth(MathF.Min(cy, 0.3f)) - 0.02f)
                cy = HairlineAt(cx) - (0.5f * _random.NextSingle() * (HairlineAt(cx) - Top));
            if (cy > 0.3f + (0.25f * Noise.At(cx * 8, 5, sitter.Seed)) - (0.5f * (reach - 1)))
                continue;
            Curl(cx, cy, 0.035f + (0.04f * _random.NextSingle()), light * (0.3f + (0.7f * i / count)), i < count / 4 ? 7 : 0.9f);
        }
    }

    private void Curl(float cx, float cy, float radius, float light, float thick)
    {
        var turn = _random.NextSingle() * MathF.Tau;
        for (var i = 0; i < _points.Length; i++)
        {
            var angle = turn + (i * 0.26f);
            _points[i] = (cx + (MathF.Cos(angle) * radius), cy + (MathF.Sin(angle) * radius * 0.85f));
        }
        Ink(light, thick);
    }

    private void Bezier((float X, float Y) a, (float X, float Y) b, (float X, float Y) c, (float X, float Y) d, float order)
    {
        var phase = (_random.NextSingle() * 0.8f) + (a.X * 3);
        for (var i = 0; i < _points.Length; i++)
        {
            var t = i / (_points.Length - 1f);
            var (u, v) = (1 - t, t);
            var (k0, k1, k2, k3) = (u * u * u, 3 * u * u * v, 3 * u * v * v, v * v * v);
            var wave = _hair.Wave * 0.05f * t * MathF.Sin(phase + (t * 9));
            _points[i] = ((a.X * k0) + (b.X * k1) + (c.X * k2) + (d.X * k3) + wave, (a.Y * k0) + (b.Y * k1) + (c.Y * k2) + (d.Y * k3));
        }
        var clump = 1 + (0.28f * Noise.At((d.X * 9) + a.X, d.Y * 5, sitter.Seed + 7));
        Ink((0.4f + (0.6f * order)) * clump, order < Under ? 3 : 1);
    }

    /// <summary>Pieces of a strand are lit by where they lie on the round of the hair; the key light stands at the upper left.</summary>
    private void Ink(float light, float thick)
    {
        // Thick strokes only close the gaps below the strands: never grey, always dark.
        var colour = thick > 2 ? Rgb.Parse(_hair.Colour) * (0.7f * light) : HairColour.Of(sitter, _random) * light;
        var drift = 0.12f * Spread();
        var first = _random.Next(1, 4);
        for (var i = 0; i + 1 < _points.Length; i = i == 0 ? first : i + 3)
        {
            var (x, y) = _points[i + 1];
            var facing = Math.Clamp(0.62f - (0.3f * x) - (0.22f * (y + 0.6f)), 0.25f, 1.2f);
            var band = 0.9f * Curves.Bump(x + 0.25f, y - Curves.Lerp(Top, -0.6f, 0.42f) - drift - (0.12f * x * x), 0.7f, 0.2f);
            var shine = new Rgb(0.09f, 0.08f, 0.07f) * (band * light * light);
            layer.Draw(_points.AsSpan(i, Math.Min(i == 0 ? first + 1 : 4, _points.Length - i)), 0.0075f * thick, (colour * (facing * (1 + band))) + shine);
        }
    }
}
