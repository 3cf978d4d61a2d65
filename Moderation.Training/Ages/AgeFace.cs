namespace Moderation.Training.Ages;

/// <summary>A labelled face. The descriptor is biometric data: it stays in memory and ends with the program.</summary>
internal sealed record AgeFace(double LabelYears, float ExpectedYears, float[] Descriptor)
{
    public bool IsMinor => LabelYears < AdultFrom;

    public bool IsTeenager => LabelYears is >= 13 and < AdultFrom;

    public bool IsYoungAdult => LabelYears is >= AdultFrom and < 26;

    private const double AdultFrom = 18;
}
