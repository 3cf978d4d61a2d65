using Moderation.Core.Evidence;

namespace Moderation.Training.Ages;

/// <summary>How well one score separates minors from adults; null where a group is empty.</summary>
internal sealed record HeadCurves(
    double? AucUnder18, double? AucTeenagersAgainstYoungAdults,
    double? FoundAtOnePercentOfYoungAdults, double? FoundAtFivePercentOfYoungAdults, double? FoundAtOnePercentOfAdults, double? FoundAtFivePercentOfAdults)
{
    /// <param name="faces">The faces.</param>
    /// <param name="scores">Their scores, higher for the younger.</param>
    public static HeadCurves Of(IReadOnlyList<AgeFace> faces, IReadOnlyList<double> scores)
    {
        var (teenagers, young, adults) = (Of(f => f.IsTeenager), Of(f => f.IsYoungAdult), Of(f => !f.IsMinor));
        return new HeadCurves(
            RocCurve.Area(Of(f => f.IsMinor), adults),
            RocCurve.Area(teenagers, young),
            RocCurve.TrueShareAt(teenagers, young, 0.01),
            RocCurve.TrueShareAt(teenagers, young, 0.05),
            RocCurve.TrueShareAt(teenagers, adults, 0.01),
            RocCurve.TrueShareAt(teenagers, adults, 0.05));

        double[] Of(Func<AgeFace, bool> isMeant) => [.. scores.Where((_, i) => isMeant(faces[i]))];
    }
}
