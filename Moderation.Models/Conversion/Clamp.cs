namespace Moderation.Models.Conversion;

/// <summary>A function that keeps numbers within bounds: <c>min(max(x, Low), High)</c>, Low not above High.</summary>
internal readonly record struct Clamp(float Low, float High)
{
    public static Clamp Positive { get; } = new(0, float.PositiveInfinity);

    public static Clamp ZeroToSix { get; } = new(0, 6);

    /// <summary>One clamp that does what this and then <paramref name="next"/> do.</summary>
    public Clamp Then(Clamp next) => new(next.Apply(Low), next.Apply(High));

    public float Apply(float value) => Math.Min(Math.Max(value, Low), High);
}
