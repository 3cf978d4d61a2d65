using CsCheck;
using Moderation.Models.Onnx;
using Moderation.Models.Text;

namespace Moderation.Tests.Properties.Models.Text;

public class EmbeddingBagProperties
{
    private const int RowCount = 16;
    private const float Power = 0.75f;

    private static readonly Gen<float> Number = Gen.Float[-2f, 2f];
    private static readonly Gen<int[]> Ids = Gen.Int[1, RowCount - 1].Array[0, 40];

    private static readonly Gen<EmbeddingBag> Bags =
        from summed in Number.Array[5 * RowCount]
        from largest in Number.Array[3 * RowCount]
        select new EmbeddingBag(Table(summed, 5), Table(largest, 3), Power);

    [Fact]
    public void A_pooled_vector_is_that_of_the_definition() =>
        Gen.Select(Bags, Ids).Sample((bag, ids) =>
        {
            var pooled = new float[bag.Dimension];
            bag.Pool(ids, pooled);

            for (var column = 0; column < 5; column++)
                Assert.Equal(ids.Sum(id => (double)bag.Summed.Row(id)[column]) / Math.Pow(Math.Max(1, ids.Length), Power), pooled[column], 1e-4);
            for (var column = 0; column < 3; column++)
                Assert.Equal(ids.Select(id => bag.Largest.Row(id)[column]).Append(0f).Max(), pooled[5 + column]);
        });

    [Fact]
    public void Nothing_is_left_of_the_line_before() =>
        Gen.Select(Bags, Ids, Ids).Sample((bag, before, ids) =>
        {
            var (used, fresh) = (new float[bag.Dimension], new float[bag.Dimension]);
            bag.Pool(before, used);
            bag.Pool(ids, used);
            bag.Pool(ids, fresh);

            Assert.Equal(fresh, used);
        });

    [Fact]
    public void A_table_comes_back_from_its_constants_within_half_a_step_of_its_rows_scale() =>
        Bags.Sample(bag =>
        {
            var constants = bag.Summed.ToConstants("summed").Concat(bag.Largest.ToConstants("largest")).Append(OnnxTensor.Floats(EmbeddingBag.PowerName, [1], [Power]));
            var read = EmbeddingBag.Read(new OnnxModelParts(constants.ToDictionary(tensor => tensor.Name), new Dictionary<string, string>()));

            for (var row = 0; row < RowCount; row++)
            {
                var step = bag.Summed.Row(row).ToArray().Max(Math.Abs) / 127;
                foreach (var (before, after) in bag.Summed.Row(row).ToArray().Zip(read.Summed.Row(row).ToArray()))
                    Assert.InRange(after, before - 0.501f * step, before + 0.501f * step);
            }
        });

    [Fact]
    public void A_rounded_table_comes_back_from_its_constants_as_it_is() =>
        Bags.Sample(bag =>
        {
            bag.Round();
            var constants = bag.Summed.ToConstants("summed").ToDictionary(tensor => tensor.Name);
            var read = EmbeddingTable.Read(new OnnxModelParts(constants, new Dictionary<string, string>()), "summed");

            foreach (var (before, after) in bag.Summed.Values.Zip(read.Values))
                Assert.Equal(before, after, 1e-6f * Math.Max(1, Math.Abs(before)));
        });

    private static EmbeddingTable Table(float[] values, int dimension)
    {
        var table = new EmbeddingTable(RowCount, dimension);
        values.CopyTo(table.Values, 0);
        return table;
    }
}
