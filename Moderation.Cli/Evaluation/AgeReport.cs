using System.Text.Json.Serialization;
using Moderation.Core.Evidence;
using Moderation.Models.Faces;

namespace Moderation.Cli.Evaluation;

/// <summary>Error of the ages read within one band of labels, in years; null where the band is empty.</summary>
internal sealed record AgeBand(string Band, int Count, double? MeanAbsoluteError, double? Bias);

/// <summary>Share of those labelled 13 to 17 that are flagged while 1 % or 5 % of a group of adults are.</summary>
internal sealed record AgeGate(string Adults, double? AtOnePercent, double? AtFivePercent);

/// <summary>Median milliseconds of each stage; the age without the head, and with it where there is one.</summary>
internal sealed record AgeTimes(double? DecodePerPicture, double? DetectPerPicture, double? AgePerFace, double? AgeWithHeadPerFace);

/// <summary>How well the age head's probability separates the same faces.</summary>
internal sealed record HeadReport(double? AucUnder18, double? AucMinors13To17Against18To25, IReadOnlyList<AgeGate> Minors13To17Found);

/// <summary>How well apparent age was read. A number that has no data is null, never 0.</summary>
internal sealed record AgeReport(
    IReadOnlyList<ModelId> Models,
    int Images,
    int Missing,
    int Undecodable,
    int FacesNotFound,
    int FacesTooPoor,
    int FacesRead,
    int FacesReadPoor,
    IReadOnlyList<AgeBand> Bands,
    double? AucUnder18,
    double? AucMinors13To17Against18To25,
    IReadOnlyList<AgeGate> Minors13To17Found,
    double? AdultsReadUnder18,
    double? AdultsReadUnder21,
    AgeTimes Milliseconds,
    HeadReport? Head)
{
    private static readonly (string Name, double From, double Below)[] BandEdges =
    [
        ("0-12", 0, 13), ("13-15", 13, 16), ("16-17", 16, 18), ("18-20", 18, 21), ("21-25", 21, 26), ("26-40", 26, 41),
        ("41+", 41, double.PositiveInfinity), ("18-40", 18, 41), ("all", 0, double.PositiveInfinity),
    ];

    public static AgeReport Of(IReadOnlyList<AgeMeasurement> all, IReadOnlyList<ModelId> models)
    {
        var read = all.Where(m => m.Fate == AgeFate.Read).ToArray();
        var (auc, aucYoung, gates) = Separation(read, YouthOfAge);
        var adults = Between(read, 18, double.PositiveInfinity).Select(YouthOfAge).ToArray();
        return new AgeReport(
            models,
            all.Count,
            all.Count(m => m.Fate == AgeFate.Missing),
            all.Count(m => m.Fate == AgeFate.Undecodable),
            all.Count(m => m.Fate == AgeFate.NoFace),
            all.Count(m => m.Fate == AgeFate.FaceTooPoor),
            read.Length,
            read.Count(m => m.Faults != FaceFaults.None),
            [.. BandEdges.Select(edge => Band(edge.Name, [.. Between(read, edge.From, edge.Below)]))],
            auc,
            aucYoung,
            gates,
            ShareOf(adults, score => score > -18),
            ShareOf(adults, score => score > -21),
            Times(all),
            HeadOf(read));
    }

    /// <summary>Null where no head answered.</summary>
    private static HeadReport? HeadOf(AgeMeasurement[] read)
    {
        if (read.Length == 0 || read.Any(m => m.HeadUnder18 is null))
            return null;
        var (auc, aucYoung, gates) = Separation(read, m => m.HeadUnder18!.Value);
        return new HeadReport(auc, aucYoung, gates);
    }

    /// <summary>How well a score that is higher for the young separates minors from adults.</summary>
    private static (double? Auc, double? AucYoung, IReadOnlyList<AgeGate> Gates) Separation(AgeMeasurement[] read, Func<AgeMeasurement, double> score)
    {
        var teenagers = Scores(13, 18);
        var young = Scores(18, 26);
        var adults = Scores(18, double.PositiveInfinity);
        return (RocCurve.Area(Scores(0, 18), adults), RocCurve.Area(teenagers, young), [Gate("18-25", teenagers, young), Gate("18+", teenagers, adults)]);

        double[] Scores(double from, double below) => [.. Between(read, from, below).Select(score)];
    }

    private static AgeBand Band(string name, AgeMeasurement[] band) => new(
        name, band.Length,
        MeanOf(band.Select(m => Math.Abs(m.ReadYears - m.LabelYears))),
        MeanOf(band.Select(m => m.ReadYears - m.LabelYears)));

    private static AgeGate Gate(string adults, double[] minors, double[] negatives) =>
        new(adults, RocCurve.TrueShareAt(minors, negatives, 0.01), RocCurve.TrueShareAt(minors, negatives, 0.05));

    /// <summary>The younger someone is read, the higher the score.</summary>
    private static double YouthOfAge(AgeMeasurement measurement) => -measurement.ReadYears;

    private static IEnumerable<AgeMeasurement> Between(AgeMeasurement[] read, double from, double below) =>
        read.Where(m => m.LabelYears >= from && m.LabelYears < below);

    private static AgeTimes Times(IReadOnlyList<AgeMeasurement> all)
    {
        var decoded = all.Where(m => m.Fate is not (AgeFate.Missing or AgeFate.Undecodable)).ToArray();
        var faces = decoded.Where(m => m.Faces > 0).ToArray();
        return new AgeTimes(
            MedianOf(decoded.Select(m => m.Times.Decode.TotalMilliseconds)),
            MedianOf(decoded.Select(m => m.Times.Detect.TotalMilliseconds)),
            MedianOf(faces.Select(m => (m.Times.Ages - m.Times.Heads).TotalMilliseconds / m.Faces)),
            MedianOf(faces.Where(m => m.HeadUnder18 is not null).Select(m => m.Times.Ages.TotalMilliseconds / m.Faces)));
    }

    private static double? MeanOf(IEnumerable<double> values) => values.Select(v => (double?)v).Average();

    private static double? ShareOf(double[] values, Func<double, bool> holds) =>
        values.Length == 0 ? null : (double)values.Count(holds) / values.Length;

    private static double? MedianOf(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? null : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AgeReport))]
internal sealed partial class AgeReportJson : JsonSerializerContext;
