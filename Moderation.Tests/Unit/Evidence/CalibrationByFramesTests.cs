using Moderation.Core.Evidence;
using Moderation.Core.Evidence.Fitting;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Evidence;

public sealed class CalibrationByFramesTests
{
    [Fact]
    public void A_fit_on_held_back_faces_never_sees_the_faces_that_it_is_applied_to()
    {
        // One person, alone in their fold, reads thirty years too high: the belief about them comes from a fit of all others, as they were.
        var faces = Faces(200, 5, 1);
        var model = Model(faces);
        var before = HeldOut.Beliefs(faces, HeldOut.OnCurve(model.Manifest), model.Manifest, model.Prior, 200, 1);
        var order = faces.ToArray();
        new Random(1).Shuffle(order);
        var changed = order[0] with { Readings = [.. order[0].Readings.Select(r => r with { ExpectedYears = r.ExpectedYears + 30 })] };
        var after = HeldOut.Beliefs([.. faces.Select(f => f == order[0] ? changed : f)], HeldOut.OnCurve(model.Manifest), model.Manifest, model.Prior, 200, 1);
        var fit = EvidenceFit.Fit([.. order.Skip(1)], HeldOut.OnCurve(model.Manifest));
        Assert.Equal(
            new AgeBeliefModel(HeldOut.With(model.Manifest, fit), model.Prior).Under18(changed.MeanReadYears, 5), after[0].Belief, 1e-12);
        Assert.NotEqual(before[0].Belief, after[0].Belief);
    }

    [Fact]
    public void Frames_after_the_first_ones_do_not_count()
    {
        // All frames of the fit are used, so the later frames may move the parameters, but not what is averaged of a face.
        var face = Faces(1, 5, 2)[0];
        Assert.Equal(face.Readings[0].ExpectedYears, face.First(1).MeanReadYears);
        Assert.Equal(face.Readings.Take(3).Average(r => r.ExpectedYears), face.First(3).MeanReadYears, 1e-12);
        Assert.Same(face, face.First(9));
    }

    [Fact]
    public void Faces_with_one_frame_get_their_figures_and_no_held_back_one()
    {
        var faces = Faces(60, 1, 3);
        var row = Assert.Single(CalibrationByFrames.Of(faces, null, Model(faces), 1));
        Assert.Equal((1, 60), (row.Frames, row.Faces));
        Assert.True(double.IsNaN(row.HeldOut));
        Assert.InRange(row.InSample, 0, 1);
    }

    private static AgeBeliefModel Model(IReadOnlyList<LabelledFace> faces) =>
        new(AgeEvidenceSamples.Shipped, AgePrior.From(faces.GroupBy(f => f.TrueYears).Select(g => new AgeWeight(g.Key, g.Count()))));

    private static List<LabelledFace> Faces(int count, int frames, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var years = 10 + i % 40;
            var bias = 8 * (random.NextDouble() - 0.5);
            return new LabelledFace($"f{i}", years, [.. Enumerable.Range(0, frames).Select(_ => new LabelledReading(years + bias + 3 * (random.NextDouble() - 0.5), 4, years < 18 ? 0.7 : 0.2))]);
        })];
    }
}
