using Moderation.Tests.Support;
using Moderation.Training.Ages;

namespace Moderation.Tests.Unit.Training.Ages;

public sealed class AgeHeadTrainerTests
{
    [Fact]
    public void A_planted_boundary_is_found_nearly_as_well_as_anybody_could()
    {
        var planted = PlantedFaces.Draw(3000, 32, seed: 1);
        var best = HeadCurves.Of(planted.Faces, planted.TrueLogOdds);

        var head = AgeHeadTrainer.Train(planted.Faces, PlantedFaces.FewFaces);

        Assert.InRange(best.AucTeenagersAgainstYoungAdults!.Value, 0.8, 0.95);
        Assert.InRange(head.BoundaryOnly.AucTeenagersAgainstYoungAdults!.Value, best.AucTeenagersAgainstYoungAdults.Value - 0.01, best.AucTeenagersAgainstYoungAdults.Value + 0.002);
        Assert.InRange(head.WithHead.AucTeenagersAgainstYoungAdults!.Value, best.AucTeenagersAgainstYoungAdults.Value - 0.01, best.AucTeenagersAgainstYoungAdults.Value + 0.002);
        Assert.InRange(head.WithoutHead.AucTeenagersAgainstYoungAdults!.Value, 0.45, 0.55);
    }

    [Fact]
    public void What_was_learnt_holds_for_faces_that_the_trainer_never_saw()
    {
        var all = PlantedFaces.Draw(4000, 32, seed: 2);
        var head = AgeHeadTrainer.Train([.. all.Faces.Take(2000)], PlantedFaces.FewFaces);
        AgeFace[] unseen = [.. all.Faces.Skip(2000)];

        var auc = HeadCurves.Of(unseen, [.. unseen.Select(head.Model.Under18)]).AucUnder18!.Value;

        Assert.InRange(auc, HeadCurves.Of(unseen, [.. all.TrueLogOdds.Skip(2000)]).AucUnder18!.Value - 0.01, 1);
    }

    [Fact]
    public void Noise_is_not_mistaken_for_a_boundary()
    {
        // as many numbers as faces: whatever is tested on its own training faces looks perfect here
        var planted = PlantedFaces.Draw(400, 400, seed: 3);
        var random = new Random(4);
        var shuffled = planted.Faces.Select(face => face with { LabelYears = random.Next(13, 26) }).ToArray();

        var head = AgeHeadTrainer.Train(shuffled, PlantedFaces.FewFaces);

        Assert.InRange(head.WithHead.AucTeenagersAgainstYoungAdults!.Value, 0.38, 0.62);
        var (boundary, scale) = (head.Model.Boundary, head.Model.Scale);
        Assert.InRange(HeadCurves.Of(shuffled, [.. shuffled.Select(face => boundary.LogOdds(scale.Apply(face.Descriptor)))]).AucUnder18!.Value, 0.9, 1);
    }

    [Fact]
    public void The_expected_age_is_used_where_it_says_more_than_the_descriptor()
    {
        var faces = PlantedFaces.Draw(1000, 16, seed: 5).Faces.Select(face => face with { ExpectedYears = (float)face.LabelYears }).ToArray();

        var head = AgeHeadTrainer.Train(faces, PlantedFaces.FewFaces);

        Assert.InRange(head.WithHead.AucUnder18!.Value, 0.999, 1);
        Assert.True(head.BoundaryOnly.AucUnder18 < 0.95);
    }

    [Fact]
    public void Faces_of_13_to_17_weigh_three_times()
    {
        // two faces of each sort at the same place: the answer there is the share of the weights
        var place = new float[] { 1, 0 };
        LogisticRow[] rows =
        [
            CrossValidation.Row(new AgeFace(15, 0, place), place, new AgeHeadOptions()), CrossValidation.Row(new AgeFace(30, 0, place), place, new AgeHeadOptions()),
        ];
        var model = LogisticFit.Fit([.. Enumerable.Repeat(rows, 50).SelectMany(r => r)], l2: 0);
        Assert.Equal(Math.Log(3), model.LogOdds(place), 2);
    }

    [Fact]
    public void The_same_faces_give_the_same_head()
    {
        var faces = PlantedFaces.Draw(500, 64, seed: 6).Faces;
        Assert.Equal(Onnx(), Onnx());

        byte[] Onnx()
        {
            using var stream = new MemoryStream();
            Moderation.Models.Onnx.OnnxModelWriter.Write(AgeHeadGraph.Build(AgeHeadTrainer.Train(faces, PlantedFaces.FewFaces).Model), stream);
            return stream.ToArray();
        }
    }

    [Theory]
    [InlineData(999, 120, 120, "999 faces, at least 1,000 needed")]
    [InlineData(1200, 99, 120, "99 faces aged 13 to 17, at least 100 needed")]
    [InlineData(1200, 120, 7, "7 faces aged 18 to 25, at least 100 needed")]
    public void Too_few_faces_are_refused_with_the_counts(int all, int teenagers, int youngAdults, string reason)
    {
        var faces = Enumerable.Range(0, all).Select(i => new AgeFace(i < teenagers ? 15 : i < teenagers + youngAdults ? 20 : 40, 30, [1])).ToArray();
        var refusal = Assert.Throws<AgeHeadRefusal>(() => AgeHeadTrainer.Train(faces, new AgeHeadOptions()));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Copies_of_a_few_faces_are_refused_however_many_there_are()
    {
        var few = PlantedFaces.Draw(8, 64, seed: 7).Faces;
        var copies = Enumerable.Range(0, 1500).Select(i => few[i % few.Count] with { LabelYears = i % few.Count < 4 ? 15 : 20 }).ToArray();
        var refusal = Assert.Throws<AgeHeadRefusal>(() => AgeHeadTrainer.Train(copies, new AgeHeadOptions { DuplicateCosine = 0.999f }));
        Assert.Contains("1500 faces are 8 groups of near-duplicates", refusal.Message, StringComparison.Ordinal);
    }
}
