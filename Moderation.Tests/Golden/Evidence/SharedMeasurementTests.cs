using System.IO.Compression;
using System.Security.Cryptography;
using Moderation.Core.Evidence;
using Moderation.Core.Evidence.Fitting;
using Moderation.Tests.Support;

namespace Moderation.Tests.Golden.Evidence;

/// <summary>Tests on the measurements that the shipped calibration was fitted on.</summary>
public sealed class SharedMeasurementTests
{
    private const string Frames = "age-five-frames.csv.gz";
    private const string Single = "age-single.csv.gz";

    [SharedDataFact(Frames)]
    public void Shipped_calibration_is_what_the_fit_makes_of_the_data_it_names()
    {
        var faces = AgeFrameTable.ReadFrames(Lines(Frames));
        var fitted = EvidenceFit.Fit(faces, AgeFrameTable.ReadSingles(Lines(Single)));
        Assert.Equal(AgeEvidenceSamples.Shipped.Data.Select(d => d.Sha256), [Hash(Frames), Hash(Single)]);
        Assert.Equal(AgeEvidenceSamples.Shipped.Curve, fitted.Curve);
        Assert.Equal(AgeEvidenceSamples.Shipped.PersonBiasYears, fitted.PersonBiasYears);
        Assert.Equal(AgeEvidenceSamples.Shipped.FrameNoiseYears, fitted.FrameNoiseYears);
    }

    [SharedDataFact(Frames)]
    public void Belief_about_faces_that_the_fit_did_not_see_is_calibrated_and_the_naive_product_is_not()
    {
        var faces = AgeFrameTable.ReadFrames(Lines(Frames));
        var prior = AgePrior.From(faces.GroupBy(f => f.TrueYears).Select(g => new AgeWeight(g.Key, g.Count())));
        var held = BeliefScores.Of(HeldOut.Beliefs(faces, AgeFrameTable.ReadSingles(Lines(Single)), AgeEvidenceSamples.Shipped, prior, 5, 1));
        var naive = BeliefScores.Of(NaiveBelief.OfAll(faces));
        Assert.InRange(held.CalibrationError, 0, 0.04);
        Assert.InRange(held.Auc, 0.85, 0.89);
        Assert.True(naive.CalibrationError > 4 * held.CalibrationError, $"naive {naive.CalibrationError:0.000}, held out {held.CalibrationError:0.000}");
        Assert.True(naive.Brier > held.Brier + 0.03);
        Assert.True(held.ShareAt(0.97, minors: false) <= 0.005, "hardly an adult may come near certainty");
    }

    [SharedDataFact(Frames)]
    public void Belief_is_calibrated_after_one_frame_three_and_five_while_the_naive_product_gets_worse_with_each()
    {
        var faces = AgeFrameTable.ReadFrames(Lines(Frames));
        var prior = AgePrior.From(faces.GroupBy(f => f.TrueYears).Select(g => new AgeWeight(g.Key, g.Count())));
        var rows = CalibrationByFrames.Of(faces, null, new AgeBeliefModel(AgeEvidenceSamples.Shipped, prior), 1);
        Assert.Equal([1, 3, 5], rows.Select(row => row.Frames));
        Assert.All(rows, row => Assert.InRange(row.HeldOut, 0, 0.04));
        Assert.All(rows.Zip(rows.Skip(1)), pair => Assert.True(pair.Second.NaiveProduct > pair.First.NaiveProduct + 0.02));
        Assert.True(rows[^1].NaiveProduct > 4 * rows[^1].HeldOut);

        var withSingles = CalibrationByFrames.Of(faces, AgeFrameTable.ReadSingles(Lines(Single)), new AgeBeliefModel(AgeEvidenceSamples.Shipped, prior), 1);
        Assert.All(withSingles, row => Assert.InRange(row.HeldOut, 0, 0.04));
    }

    private static IEnumerable<string> Lines(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(SharedDataFactAttribute.Locate(file)), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    private static string Hash(string file) =>
        Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(SharedDataFactAttribute.Locate(file))));
}
