using CsCheck;
using Moderation.Models.Faces;
using Moderation.Models.Manifests;

namespace Moderation.Tests.Unit.Faces;

public sealed class FaceGeometryTests
{
    private static readonly Gen<FaceBox> GenBox =
        Gen.Select(Gen.Float[0, 100], Gen.Float[0, 100], Gen.Float[1, 50], Gen.Float[1, 50], Gen.Int[0, 10]).Select((x, y, w, h, s) => new FaceBox(x, y, w, h, s / 10f));

    [Fact]
    public void Anchors_equal_a_table_written_out_by_nested_loops()
    {
        foreach (var (stride, perCell) in new[] { (16, 2), (32, 6) })
        {
            var expected = new List<(float, float)>();
            for (var y = 0; y < 256; y += stride)
            {
                for (var x = 0; x < 256; x += stride)
                {
                    for (var n = 0; n < perCell; n++)
                        expected.Add((x + stride / 2, y + stride / 2));
                }
            }

            Assert.Equal(expected, AnchorGrid.Points(new AnchorLayer { StridePx = stride, PerCell = perCell, Scores = "s", Boxes = "b" }, 256));
        }
    }

    [Fact]
    public void Suppression_agrees_with_its_naive_twin() =>
        GenBox.Array[0, 30].Sample(boxes =>
        {
            // the sort need not be stable, so equal scores are told apart first
            var distinct = boxes.Select((box, i) => box with { Score = box.Score + i * 1e-4f }).ToArray();
            var expected = NaiveSuppress([.. distinct], 0.3f);
            var kept = BoxSuppression.Suppress(distinct, 0.3f, most: 100);
            Assert.Equal(expected, distinct[..kept]);
        });

    [Fact]
    public void Suppression_keeps_the_best_when_only_some_may_stay()
    {
        FaceBox[] boxes = [.. Enumerable.Range(0, 20).Select(i => new FaceBox(100 * i, 0, 10, 10, i / 20f))];
        Assert.Equal(3, BoxSuppression.Suppress(boxes, 0.3f, most: 3));
        Assert.Equal([19 / 20f, 18 / 20f, 17 / 20f], boxes[..3].Select(b => b.Score));
    }

    [Fact]
    public void Overlap_is_symmetric_one_with_itself_and_never_more() =>
        Gen.Select(GenBox, GenBox).Sample((a, b) =>
        {
            Assert.Equal(a.Overlap(b), b.Overlap(a), 4);
            Assert.InRange(a.Overlap(b), 0, 1.0001f);
            Assert.Equal(1, a.Overlap(a), 3);
        });

    [Theory]
    [InlineData(720, 1280)]
    [InlineData(1280, 720)]
    [InlineData(256, 256)]
    [InlineData(1, 4096)]
    [InlineData(37, 53)]
    public void A_letterboxed_picture_stays_inside_its_square_and_boxes_come_back(int heightPx, int widthPx)
    {
        var letterbox = Letterbox.Fit(heightPx, widthPx, 256);
        Assert.InRange(letterbox.TopPx + letterbox.Rows, 1, 256);
        Assert.InRange(letterbox.LeftPx + letterbox.Columns, 1, 256);
        var inSquare = new FaceBox(letterbox.LeftPx + letterbox.Columns / 2f, letterbox.TopPx + letterbox.Rows / 2f, 10, 20, 0.9f);
        var inPicture = letterbox.ToPicture(inSquare);
        var tolerance = Math.Max(heightPx, widthPx) / 256f;
        Assert.InRange(inPicture.CentreX, widthPx / 2f - tolerance, widthPx / 2f + tolerance);
        Assert.InRange(inPicture.CentreY, heightPx / 2f - tolerance, heightPx / 2f + tolerance);
        Assert.Equal(2, inPicture.Height / inPicture.Width, 4);
    }

    [Theory]
    [InlineData(50, 50, 20, 0)]
    [InlineData(0, 50, 20, 0.5)]
    [InlineData(0, 0, 20, 0.75)]
    [InlineData(-50, 50, 20, 1)]
    public void Share_outside_of_the_picture_is_by_area(float x, float y, float side, double expected) =>
        Assert.Equal(expected, new FaceBox(x, y, side, side, 1).OutsideShare(100, 100), 5);

    private static List<FaceBox> NaiveSuppress(List<FaceBox> boxes, float maxOverlap)
    {
        var kept = new List<FaceBox>();
        while (boxes.Count > 0)
        {
            var best = boxes.MaxBy(box => box.Score);
            kept.Add(best);
            boxes.RemoveAll(box => box == best || box.Overlap(best) > maxOverlap);
        }

        return kept;
    }
}
