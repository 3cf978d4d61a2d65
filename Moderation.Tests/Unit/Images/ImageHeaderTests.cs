using Moderation.Models.Faces;
using Moderation.Models.Images;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Images;

public sealed class ImageHeaderTests
{
    [Fact]
    public void Size_of_a_baseline_jpeg_is_read_height_before_width() =>
        AssertAccepted(TestPictures.Jpeg(120, 214), ImageFormat.Jpeg, 120, 214);

    [Fact]
    public void Size_of_a_progressive_jpeg_is_read() =>
        AssertAccepted(TestPictures.ProgressiveJpeg(97, 33), ImageFormat.Jpeg, 97, 33);

    [Fact]
    public void Size_of_a_png_is_read() => AssertAccepted(TestPictures.Png(51, 130), ImageFormat.Png, 51, 130);

    [Fact]
    public void Size_of_a_lossy_webp_is_read() => AssertAccepted(TestPictures.LossyWebP(88, 301), ImageFormat.WebP, 88, 301);

    [Fact]
    public void Size_of_a_lossless_webp_is_read() => AssertAccepted(TestPictures.LosslessWebP(301, 88), ImageFormat.WebP, 301, 88);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Size_of_an_extended_webp_is_read_and_it_decodes(bool lossless)
    {
        var simple = lossless ? TestPictures.LosslessWebP(60, 90) : TestPictures.LossyWebP(60, 90);
        var extended = TestPictures.ExtendedWebP(simple, 60, 90);
        AssertAccepted(extended, ImageFormat.WebP, 60, 90);
        using var decoder = new OpenCvImageDecoder(ImageLimits.Default);
        Assert.Equal(ImageRefusal.None, decoder.Decode(extended, out _).Refusal);
    }

    [Fact]
    public void Extended_webp_whose_canvas_differs_from_its_picture_is_broken() =>
        AssertRefused(ImageRefusal.Broken, TestPictures.ExtendedWebP(TestPictures.LossyWebP(60, 90), 600, 900));

    [Fact]
    public void Animated_webp_is_refused_because_a_frame_is_one_picture() =>
        AssertRefused(ImageRefusal.UnknownFormat, TestPictures.ExtendedWebP(TestPictures.LossyWebP(60, 90), 60, 90, flags: 0x02));

    [Fact]
    public void Animated_png_is_refused_because_a_frame_is_one_picture()
    {
        var png = TestPictures.Png(20, 20);
        const int AfterHeader = 33;
        byte[] control = [0, 0, 0, 8, .. "acTL"u8, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0];
        AssertRefused(ImageRefusal.UnknownFormat, [.. png[..AfterHeader], .. control, .. png[AfterHeader..]]);
    }

    [Theory]
    [InlineData("GIF89a\u0001\0\u0001\0\u0080\0\0\0\0\0")]
    [InlineData("BM6\0\0\0\0\0\0\0006\0\0\0(\0\0\0")]
    [InlineData("II*\0\u0008\0\0\0\0\0\0\0\0\0\0\0")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"/>")]
    [InlineData("RIFF\u0010\0\0\0WAVEfmt \0\0\0\0")]
    public void Other_formats_are_refused(string content) =>
        AssertRefused(ImageRefusal.UnknownFormat, [.. content.Select(c => (byte)c)]);

    [Fact]
    public void The_bytes_decide_and_not_what_a_sender_calls_them()
    {
        // a PNG inside the segments of a JPEG stays a JPEG, and one after a JPEG's signature is a broken JPEG
        byte[] mislabelled = [0xFF, 0xD8, 0xFF, .. TestPictures.Png(20, 20)];
        AssertRefused(ImageRefusal.Broken, mislabelled);
    }

    [Fact]
    public void A_jpeg_with_thousands_of_scans_is_refused_before_it_costs_minutes()
    {
        var jpeg = TestPictures.ProgressiveJpeg(64, 64);
        var scan = jpeg.AsSpan().LastIndexOf([(byte)0xFF, (byte)0xDA]);
        byte[] again = jpeg[scan..^2];
        byte[] bomb = [.. jpeg[..^2], .. Enumerable.Repeat(again, 5000).SelectMany(s => s), 0xFF, 0xD9];
        AssertRefused(ImageRefusal.Broken, bomb);
    }

    [Fact]
    public void A_jpeg_of_lossless_or_arithmetic_coding_is_refused()
    {
        var jpeg = TestPictures.Jpeg(64, 64);
        var frame = jpeg.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        jpeg[frame + 1] = 0xC9;
        AssertRefused(ImageRefusal.Broken, jpeg);
    }

    [Fact]
    public void A_picture_of_4k_passes_the_default_limits_both_ways()
    {
        AssertAccepted(TestPictures.Jpeg(2160, 4096), ImageFormat.Jpeg, 2160, 4096);
        AssertAccepted(TestPictures.ClaimJpegSize(TestPictures.Jpeg(64, 64), 3840, 2160), ImageFormat.Jpeg, 3840, 2160);
    }

    [Fact]
    public void A_narrow_picture_with_few_pixels_is_refused_for_its_longer_side() =>
        AssertRefused(ImageRefusal.TooManyPixels, TestPictures.ClaimJpegSize(TestPictures.Jpeg(64, 64), 2, 4097));

    [Fact]
    public void More_bytes_than_allowed_are_refused_unread()
    {
        var limits = new ImageLimits { MaxByteCount = 100 };
        Assert.Equal(ImageRefusal.TooManyBytes, ImageGate.Check(new byte[101], limits).Refusal);
    }

    [Fact]
    public void Limits_above_the_native_ceiling_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageLimits { MaxPixels = ImageLimits.CeilingPx + 1 }.Validate());

    private static void AssertAccepted(byte[] image, ImageFormat format, int heightPx, int widthPx)
    {
        var verdict = ImageGate.Check(image, ImageLimits.Default);
        Assert.Equal(ImageRefusal.None, verdict.Refusal);
        Assert.Equal(new ImageHeader(format, heightPx, widthPx), verdict.Header);
    }

    private static void AssertRefused(ImageRefusal expected, byte[] image)
    {
        var verdict = ImageGate.Check(image, ImageLimits.Default);
        Assert.Equal(expected, verdict.Refusal);
        Assert.NotEmpty(verdict.Detail);
    }
}
