using Moderation.Api.Evidence.Vault;
using Moderation.Core.Evidence.Vault;
using Moderation.Models.Faces;
using Moderation.Models.Images;
using Moderation.Tests.Support;
using OpenCvSharp;

namespace Moderation.Tests.Unit.Evidence;

public sealed class PictureRenditionTests
{
    [Fact]
    public void Colour_is_the_picture_as_it_was_kept()
    {
        var picture = DrawnFrame.Jpeg(240, 320);

        Assert.Same(picture, PictureRendition.Render(picture, EvidenceView.Colour));
    }

    [Fact]
    public void Grey_has_no_colour_and_all_the_detail()
    {
        var picture = DrawnFrame.Jpeg(240, 320);
        using var grey = Decode(PictureRendition.Render(picture, EvidenceView.Grey));
        using var asOpenCvHasIt = Cv2.ImDecode(picture, ImreadModes.Grayscale);
        var channels = grey.Split();
        using var difference = new Mat();
        Cv2.Absdiff(channels[0], channels[2], difference);
        Cv2.MinMaxLoc(difference, out _, out double colour);
        Cv2.Absdiff(channels[0], asOpenCvHasIt, difference);

        Assert.True(colour <= 2, $"channels differ by {colour}");
        // Two luminances: BT.709 here, BT.601 there.
        Assert.True(Cv2.Mean(difference).Val0 < 20);
    }

    [Fact]
    public void Blurred_keeps_size_and_light_and_loses_the_detail()
    {
        var picture = DrawnFrame.Jpeg(240, 320);
        using var before = Decode(picture);
        using var blurred = Decode(PictureRendition.Render(picture, EvidenceView.Blurred));

        Assert.Equal((240, 320), (blurred.Rows, blurred.Cols));
        Assert.InRange(Cv2.Mean(blurred).Val0, Cv2.Mean(before).Val0 - 12, Cv2.Mean(before).Val0 + 12);
        Assert.True(Sharpness(blurred) < Sharpness(before) / 20, $"{Sharpness(blurred)} of {Sharpness(before)}");
    }

    [Fact]
    public void What_is_no_picture_is_refused() => Assert.Throws<VaultSealException>(() => PictureRendition.Render("no picture"u8.ToArray(), EvidenceView.Blurred));

    [Fact]
    public void A_crop_is_the_part_that_was_asked_for_no_larger_than_allowed_and_the_same_each_time()
    {
        using var cropper = new OpenCvFrameCropper(ImageLimits.Default);
        var picture = DrawnFrame.Jpeg(480, 640);
        var area = new CropArea(0.25, 0.5, 0.5, 0.25);

        Assert.Equal(ImageRefusal.None, cropper.Crop(picture, area, 768, out var part).Refusal);
        cropper.Crop(picture, area, 768, out var again);
        cropper.Crop(picture, new CropArea(-1, -1, 3, 3), 100, out var small);
        cropper.Crop(picture, new CropArea(1, 1, 0, 0), 100, out var least);

        Assert.Equal(part, again);
        Assert.Equal([(240, 160), (75, 100), (1, 1)], new[] { part, small, least }.Select(SizeOf));
        Assert.Equal(ImageRefusal.UnknownFormat, cropper.Crop("no picture"u8, area, 768, out var nothing).Refusal);
        Assert.Empty(nothing);
    }

    private static (int Rows, int Cols) SizeOf(byte[] jpeg)
    {
        using var picture = Decode(jpeg);
        return (picture.Rows, picture.Cols);
    }

    private static Mat Decode(byte[] jpeg) => Cv2.ImDecode(jpeg, ImreadModes.Color);

    private static double Sharpness(Mat picture)
    {
        using var grey = picture.CvtColor(ColorConversionCodes.BGR2GRAY);
        using var edges = grey.Laplacian(MatType.CV_64F);
        Cv2.MeanStdDev(edges, out _, out var deviation);
        return deviation.Val0 * deviation.Val0;
    }
}
