using Moderation.Models.Faces;
using Moderation.Models.Images;

namespace Moderation.Tests.Unit.Faces;

public sealed class FaceReadingTests
{
    private static readonly FaceBox WholePicture = new(50, 50, 100, 100, 1);

    [Fact]
    public void A_certain_age_has_no_spread_and_half_a_year_on_top()
    {
        var estimate = AgeDistribution.Read(Certain(30), 0.5);
        Assert.Equal(new AgeEstimate(30.5, 0, 0), estimate);
    }

    [Fact]
    public void Two_equal_ages_meet_in_the_middle_and_spread_by_half_their_distance()
    {
        var shares = new float[100];
        shares[10] = shares[30] = 0.5f;
        Assert.Equal(new AgeEstimate(20.5, 10, 0.5), AgeDistribution.Read(shares, 0.5));
    }

    [Theory]
    [InlineData(17, 1)]
    [InlineData(18, 0)]
    public void Seventeen_is_under_18_and_18_is_not(int age, double expected) =>
        Assert.Equal(expected, AgeDistribution.Read(Certain(age), 0.5).Under18Mass);

    [Fact]
    public void An_even_face_is_not_sharp_and_a_checkered_one_is()
    {
        var even = new float[64 * 64];
        Array.Fill(even, 100);
        Assert.Equal(0, FaceQualityMeter.LaplacianVariance(even, 64));

        // the Laplacian of a checkerboard of +-1 is -8 or 8 everywhere, which varies by 64
        var checkered = new float[64 * 64];
        for (var i = 0; i < checkered.Length; i++)
            checkered[i] = (i % 64 + i / 64) % 2 == 0 ? 1 : -1;
        Assert.Equal(64, FaceQualityMeter.LaplacianVariance(checkered, 64), 6);
    }

    [Theory]
    [InlineData(0, FaceFaults.Dark | FaceFaults.Blurred)]
    [InlineData(128, FaceFaults.Blurred)]
    [InlineData(255, FaceFaults.Bright | FaceFaults.Blurred)]
    public void An_even_face_is_dark_or_bright_by_its_level_and_blurred_in_any_case(byte level, FaceFaults expected)
    {
        var quality = Measure(level, WholePicture);
        Assert.Equal(expected, quality.Faults);
        Assert.Equal(level / 255.0, quality.Brightness, 4);
    }

    [Fact]
    public void A_small_face_and_one_over_the_edge_are_named()
    {
        Assert.True(Measure(128, new FaceBox(50, 50, 12, 10, 1)).Faults.HasFlag(FaceFaults.Small));
        Assert.True(Measure(128, new FaceBox(0, 50, 50, 50, 1)).Faults.HasFlag(FaceFaults.Edge));
        Assert.Equal(0.5, Measure(128, new FaceBox(0, 50, 50, 50, 1)).OutsideShare, 5);
    }

    private static FaceQuality Measure(byte level, FaceBox face)
    {
        var bgr = new byte[100 * 100 * 3];
        Array.Fill(bgr, level);
        return new FaceQualityMeter(new FaceQualityLimits()).Measure(new PixelView(bgr, 100, 100, 300), face);
    }

    private static float[] Certain(int age)
    {
        var shares = new float[100];
        shares[age] = 1;
        return shares;
    }
}
