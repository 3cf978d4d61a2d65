using CsCheck;
using Moderation.Cli.Live.Publish;
using Moderation.Models.Images;
using OpenCvSharp;

namespace Moderation.Tests.Properties.LiveDemo;

public sealed class FrameStampTests
{
    private const int WidthPx = 320;
    private const int HeightPx = 24;

    private static readonly Gen<long> Number = Gen.Long[0, FrameStamp.Numbers - 1];

    private static readonly Gen<byte[]> Picture = Gen.Byte.Array[WidthPx * HeightPx * PixelView.Channels];

    [Fact]
    public void A_painted_number_is_read_out_of_any_picture() => Gen.Select(Picture, Number).Sample((picture, number) =>
    {
        FrameStamp.Paint(picture, WidthPx, number);

        Assert.Equal(number, FrameStamp.Read(View(picture)));
    });

    [Fact]
    public void It_is_read_after_it_was_squeezed_as_jpeg_of_a_poor_quality() => Gen.Select(Picture, Number, Gen.Int[40, 100]).Sample(
        (picture, number, quality) =>
        {
            FrameStamp.Paint(picture, WidthPx, number);
            using var before = Mat.FromPixelData(HeightPx, WidthPx, MatType.CV_8UC3, picture);
            Cv2.ImEncode(".jpg", before, out var jpeg, new ImageEncodingParam(ImwriteFlags.JpegQuality, quality));
            using var decoder = new OpenCvImageDecoder(ImageLimits.Default);
            decoder.Decode(jpeg, out var after);

            Assert.Equal(number, FrameStamp.Read(after));
        },
        iter: 200);

    [Fact]
    public void With_one_square_turned_over_there_is_no_number_rather_than_another_one() => Gen.Select(Picture, Number, Gen.Int[0, FrameStamp.WidthPx / FrameStamp.SquarePx - 1]).Sample(
        (picture, number, square) =>
        {
            FrameStamp.Paint(picture, WidthPx, number);
            for (var y = 0; y < FrameStamp.SquarePx; y++)
            {
                var pixels = picture.AsSpan((y * WidthPx + square * FrameStamp.SquarePx) * PixelView.Channels, FrameStamp.SquarePx * PixelView.Channels);
                pixels.Fill(pixels[0] > 128 ? (byte)0 : (byte)255);
            }

            Assert.Null(FrameStamp.Read(View(picture)));
        });

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    public void A_plain_picture_has_no_number(byte brightness) =>
        Assert.Null(FrameStamp.Read(View([.. Enumerable.Repeat(brightness, WidthPx * HeightPx * PixelView.Channels)])));

    [Fact]
    public void A_picture_that_is_too_small_for_one_has_none() => Assert.Null(FrameStamp.Read(new PixelView(new byte[8 * 8 * 3], 8, 8, 24)));

    private static PixelView View(byte[] bgr) => new(bgr, HeightPx, WidthPx, WidthPx * PixelView.Channels);
}
