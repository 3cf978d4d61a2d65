using CsCheck;
using Moderation.Core.Evidence.Capture;
using Moderation.Core.Subjects;

namespace Moderation.Tests.Properties.Evidence;

public sealed class CropChoiceLawTests
{
    private const double Slack = 1e-9;

    private static readonly Gen<NormalizedBox> Tiles = Gen.Select(Gen.Double[0, 0.7], Gen.Double[0, 0.7], Gen.Double[0.05, 0.3], Gen.Double[0.05, 0.3])
        .Select((left, top, width, height) => new NormalizedBox(left, top, width, height));

    // A detected face may reach over the edge.
    private static readonly Gen<NormalizedBox> Faces = Gen.Select(Gen.Double[-0.1, 1], Gen.Double[-0.1, 1], Gen.Double[0.01, 0.4], Gen.Double[0.01, 0.4])
        .Select((left, top, width, height) => new NormalizedBox(left, top, width, height));

    [Fact]
    public void What_is_kept_lies_inside_the_frame_and_is_something() =>
        Gen.Select(Faces.Array[0, 4], Tiles, Gen.Bool).Sample((faces, tile, isTileKnown) =>
        {
            var area = CropChoice.Of(faces, isTileKnown ? tile : null).Area;
            return area.Width > 0 && area.Height > 0 && Contains(NormalizedBox.WholeFrame, area);
        });

    [Fact]
    public void Nothing_outside_the_tile_of_the_subject_is_kept() =>
        Gen.Select(Faces.Array[0, 4], Tiles).Sample((faces, tile) => Contains(tile, CropChoice.Of(faces, tile).Area));

    [Fact]
    public void Every_face_in_the_tile_is_kept_as_far_as_it_lies_there() =>
        Gen.Select(Faces.Array[1, 4], Tiles).Sample((faces, tile) =>
        {
            var area = CropChoice.Of(faces, tile).Area;
            return faces.Where(face => tile.Contains(face.CentreLeft(), face.CentreTop()))
                .All(face => area.Left <= Math.Max(face.Left, tile.Left) + Slack && area.Top <= Math.Max(face.Top, tile.Top) + Slack);
        });

    [Fact]
    public void Where_nothing_tells_who_is_meant_the_whole_frame_is_kept()
    {
        var face = new NormalizedBox(0.4, 0.4, 0.1, 0.1);

        Assert.Equal(CropBasis.WholeFrame, CropChoice.Of(null, null).Basis);
        Assert.Equal(CropBasis.WholeFrame, CropChoice.Of([], null).Basis);
        Assert.Equal(CropBasis.WholeFrame, CropChoice.Of([face, face with { Left = 0.1 }], null).Basis);
        Assert.Equal(CropBasis.Face, CropChoice.Of([face], null).Basis);
        Assert.Equal(CropBasis.Tile, CropChoice.Of([face], new NormalizedBox(0, 0, 0.3, 0.3)).Basis);
    }

    private static bool Contains(NormalizedBox outer, NormalizedBox inner) =>
        inner.Left >= outer.Left - Slack && inner.Top >= outer.Top - Slack
        && inner.Left + inner.Width <= outer.Left + outer.Width + Slack && inner.Top + inner.Height <= outer.Top + outer.Height + Slack;
}
