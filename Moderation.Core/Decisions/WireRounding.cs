namespace Moderation.Core.Decisions;

/// <summary>How measured numbers are rounded on their way into records.</summary>
/// <remarks>A record is read by people and by other programs: more digits than the evidence is worth would look like certainty.</remarks>
internal static class WireRounding
{
    public static double Share(double value) => Math.Round(value, 4);

    public static double Seconds(double value) => Math.Round(value, 3);

    public static double Years(double value) => Math.Round(value, 2);

    public static double Faces(double value) => Math.Round(value, 2);

    public static double Rate(double value) => Math.Round(value, 3);
}
