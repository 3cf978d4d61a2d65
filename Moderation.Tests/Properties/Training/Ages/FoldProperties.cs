using CsCheck;
using Moderation.Training.Ages;

namespace Moderation.Tests.Properties.Training.Ages;

public sealed class FoldProperties
{
    private static readonly Gen<(float[][] Descriptors, float Cosine)> GenDescriptors =
        Gen.Select(Gen.Int[-5, 5].Select(i => (float)i).Array[3].Array[1, 60], Gen.Int[500, 999].Select(i => i / 1000f + 0.00037f));

    [Fact]
    public void A_group_of_near_duplicates_never_straddles_folds() =>
        Gen.Select(Gen.Int[0, 30].Array[20, 200], Gen.Int[0, 60].Array[200], Gen.Int[1, 1000]).Sample((groups, ages, seed) =>
        {
            AgeFace[] faces = [.. groups.Select((_, i) => new AgeFace(ages[i], 20, [1]))];
            int[] folds;
            try
            {
                folds = GroupFolds.Deal(faces, groups, 5, seed);
            }
            catch (AgeHeadRefusal)
            {
                // five groups with an age would have been enough for five folds, if each had both
                Assert.True(GroupsWithBoth(faces, groups) < 5);
                return;
            }

            Assert.All(groups.Zip(folds).GroupBy(pair => pair.First), group => Assert.Single(group.Select(pair => pair.Second).Distinct()));
            Assert.Equal([0, 1, 2, 3, 4], folds.Distinct().Order());
            Assert.All(Enumerable.Range(0, 5), fold => Assert.Contains(faces.Where((_, i) => folds[i] == fold), face => face.IsTeenager));
            Assert.Equal(folds, GroupFolds.Deal(faces, groups, 5, seed));
        });

    [Fact]
    public void A_large_group_of_one_age_leaves_a_fold_for_each_of_five_groups_of_both()
    {
        AgeFace[] faces = [.. Enumerable.Repeat(15, 9).Concat(Enumerable.Repeat(new[] { 15, 20 }, 5).SelectMany(pair => pair)).Select(age => new AgeFace(age, 20, [1]))];
        int[] groups = [.. Enumerable.Repeat(0, 9).Concat(Enumerable.Range(1, 5).SelectMany(group => new[] { group, group }))];

        var folds = GroupFolds.Deal(faces, groups, 5, seed: 1);

        Assert.All(Enumerable.Range(0, 5), fold => Assert.Contains(faces.Where((_, i) => folds[i] == fold), face => face.IsYoungAdult));
    }

    [Fact]
    public void Groups_agree_with_walking_from_pair_to_pair() =>
        GenDescriptors.Sample(drawn =>
        {
            var groups = NearDuplicates.Group(drawn.Descriptors, drawn.Cosine);
            Assert.Equal(Walk(drawn.Descriptors, drawn.Cosine), groups);
        });

    [Fact]
    public void Groups_do_not_depend_on_how_many_faces_are_compared_at_once()
    {
        // more than one block of rows, joined by chains across the blocks
        var random = new Random(1);
        var descriptors = Enumerable.Range(0, 500).Select(_ => new[] { random.NextSingle(), random.NextSingle(), random.NextSingle() }).ToArray();
        var groups = NearDuplicates.Group(descriptors, 0.9995f);
        Assert.InRange(groups.Max(), 10, 490);
        Assert.Equal(Walk(descriptors, 0.9995f), groups);
    }

    private static int GroupsWithBoth(AgeFace[] faces, int[] groups) => Enumerable.Range(0, faces.Length).GroupBy(i => groups[i])
        .Count(group => group.Any(i => faces[i].IsTeenager) && group.Any(i => faces[i].IsYoungAdult));

    private static int[] Walk(float[][] descriptors, float cosine)
    {
        var groups = Enumerable.Repeat(-1, descriptors.Length).ToArray();
        for (int first = 0, number = 0; first < groups.Length; first++)
        {
            if (groups[first] >= 0)
                continue;
            var open = new Queue<int>([first]);
            groups[first] = number;
            while (open.TryDequeue(out var at))
            {
                for (var next = 0; next < groups.Length; next++)
                {
                    if (groups[next] < 0 && Cosine(descriptors[at], descriptors[next]) > cosine)
                    {
                        groups[next] = number;
                        open.Enqueue(next);
                    }
                }
            }

            number++;
        }

        return groups;
    }

    private static double Cosine(float[] a, float[] b)
    {
        var (product, norms) = (0.0, Math.Sqrt(a.Sum(x => (double)x * x) * b.Sum(x => (double)x * x)));
        for (var i = 0; i < a.Length; i++)
            product += (double)a[i] * b[i];
        return norms == 0 ? 0 : product / norms;
    }
}
