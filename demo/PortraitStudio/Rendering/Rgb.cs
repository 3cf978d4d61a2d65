using System.Globalization;

namespace PortraitStudio.Rendering;

/// <summary>A colour in linear light.</summary>
internal readonly record struct Rgb(float R, float G, float B)
{
    public static Rgb Parse(string hex)
    {
        var value = int.Parse(hex.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return new Rgb(ToLinear(value >> 16), ToLinear((value >> 8) & 255), ToLinear(value & 255));
    }

    public static Rgb operator *(Rgb a, float k) => new(a.R * k, a.G * k, a.B * k);
    public static Rgb operator *(Rgb a, Rgb b) => new(a.R * b.R, a.G * b.G, a.B * b.B);
    public static Rgb operator +(Rgb a, Rgb b) => new(a.R + b.R, a.G + b.G, a.B + b.B);

    public Rgb Mix(Rgb other, float amount) => (this * (1 - amount)) + (other * amount);

    public static float ToLinear(int channel)
    {
        var value = channel / 255f;
        return value <= 0.04045f ? value / 12.92f : MathF.Pow((value + 0.055f) / 1.055f, 2.4f);
    }

    public static float ToSrgb(float linear)
    {
        var value = Math.Clamp(linear, 0, 1);
        return value <= 0.0031308f ? value * 12.92f : (1.055f * MathF.Pow(value, 1 / 2.4f)) - 0.055f;
    }
}
