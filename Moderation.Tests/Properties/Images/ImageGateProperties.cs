using CsCheck;
using Moderation.Models.Faces;
using Moderation.Models.Images;
using Moderation.Tests.Support;

namespace Moderation.Tests.Properties.Images;

public sealed class ImageGateProperties
{
    private static readonly byte[][] Beginnings =
    [
        [], [0xFF, 0xD8, 0xFF], [0xFF, 0xD8, 0xFF, 0xC0, 0, 17, 8], [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF],
        [0x89, .. "PNG\r\n\u001A\n"u8], [0x89, .. "PNG\r\n\u001A\n\0\0\0\u000DIHDR"u8],
        [.. "RIFF\u0040\0\0\0WEBP"u8], [.. "RIFF\u0040\0\0\0WEBPVP8 "u8], [.. "RIFF\u0040\0\0\0WEBPVP8L"u8],
        [.. "RIFF\u0040\0\0\0WEBPVP8X\u000A\0\0\0"u8],
    ];

    [Fact]
    public void Random_bytes_after_any_beginning_never_throw_and_stay_within_the_limits() =>
        Gen.Select(OneOf(Beginnings), Gen.Byte.Array[0, 200], (head, tail) => (byte[])[.. head, .. tail])
            .Sample(AssertSane, iter: 20_000);

    [Fact]
    public void True_pictures_cut_and_damaged_anywhere_never_throw_and_stay_within_the_limits()
    {
        byte[][] pictures =
        [
            TestPictures.Jpeg(40, 50), TestPictures.ProgressiveJpeg(40, 50), TestPictures.Png(40, 50), TestPictures.LossyWebP(40, 50),
            TestPictures.LosslessWebP(40, 50), TestPictures.ExtendedWebP(TestPictures.LossyWebP(40, 50), 40, 50),
        ];
        Gen.Select(OneOf(pictures), Gen.Double[0, 1], Gen.Int[0, 30], Gen.Int, (picture, share, flips, seed) =>
                TestPictures.Flip(picture[..(1 + (int)(share * (picture.Length - 1)))], flips, seed))
            .Sample(AssertSane, iter: 5_000);
    }

    [Fact]
    public void A_picture_cut_before_its_last_bytes_is_never_accepted()
    {
        byte[][] pictures = [TestPictures.Jpeg(40, 50), TestPictures.Png(40, 50), TestPictures.LossyWebP(40, 50), TestPictures.LosslessWebP(40, 50)];
        foreach (var picture in pictures)
        {
            for (var length = 0; length < picture.Length - 8; length++)
                Assert.NotEqual(ImageRefusal.None, ImageGate.Check(picture.AsSpan(0, length), ImageLimits.Default).Refusal);
        }
    }

    private static Gen<byte[]> OneOf(byte[][] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    private static void AssertSane(byte[] image)
    {
        // an array of the exact length: one byte read outside of it would throw
        var (refusal, detail, (_, heightPx, widthPx)) = ImageGate.Check(image, ImageLimits.Default);
        Assert.Equal(refusal == ImageRefusal.None, detail.Length == 0);
        if (refusal != ImageRefusal.None)
            return;
        Assert.InRange(heightPx, 1, ImageLimits.Default.MaxSidePx);
        Assert.InRange(widthPx, 1, ImageLimits.Default.MaxSidePx);
        Assert.InRange((long)heightPx * widthPx, 1, ImageLimits.Default.MaxPixels);
    }
}
