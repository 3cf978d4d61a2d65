namespace Moderation.Core.Decisions;

/// <summary>How measured numbers are rounded on their way into records.</summary>
/// <remarks>Exponentials differ in the last bit between processors; records must not, or a replay elsewhere would not be byte for byte the same.</remarks>
internal static class WireRounding
{
    public static double Share(double value) => Math.Round(value, 4);

    public static double Seconds(double value) => Math.Round(value, 3);

    public static double Years(double value) => Math.Round(value, 2);

    public static double Faces(double value) => Math.Round(value, 2);

    public static double Rate(double value) => Math.Round(value, 3);
}
