using System.Runtime.Intrinsics;
using CsCheck;
using Moderation.Models.Images;
using OpenCvSharp;
using Size = OpenCvSharp.Size;

namespace Moderation.Tests.Unit.Images;

public sealed class PixelSamplerTests
{
    private const int Height = 37;
    private const int Width = 53;

    private static readonly byte[] Picture = Noise(Height * Width * 3);

    [Theory]
    [InlineData(0, 0, 1, 37, 53)]
    [InlineData(3.3, 7.9, 0.41, 40, 60)]
    [InlineData(-20, -9.5, 2.7, 30, 30)]
    public void Sampling_agrees_with_its_naive_twin_also_outside_of_the_picture(double top, double left, double step, int rows, int columns)
    {
        var output = new float[rows * columns * 3];
        var grid = new SampleGrid(top, left, step, rows, columns);
        PixelSampler.Fill(new PixelView(Picture, Height, Width, Width * 3), grid, PixelScaling.None, output, columns * 3);
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < columns; x++)
            {
                for (var c = 0; c < 3; c++)
                    Assert.Equal(Naive(top + (y + 0.5) * step - 0.5, left + (x + 0.5) * step - 0.5, c), output[(y * columns + x) * 3 + c], 1e-2);
            }
        }
    }

    [Fact]
    public void Sampling_agrees_with_the_native_library_to_its_rounding()
    {
        OpenCvRuntime.Prepare();
        using var source = Mat.FromPixelData(Height, Width, MatType.CV_8UC3, Picture);
        using var resized = new Mat();
        Cv2.Resize(source, resized, new Size(2 * Width, 2 * Height), interpolation: InterpolationFlags.Linear);
        var output = new float[4 * Picture.Length];
        PixelSampler.Fill(
            new PixelView(Picture, Height, Width, Width * 3), new SampleGrid(0, 0, 0.5, 2 * Height, 2 * Width), PixelScaling.None, output, 2 * Width * 3);
        resized.GetArray(out Vec3b[] pixels);
        for (var i = 0; i < pixels.Length; i++)
        {
            Assert.Equal(pixels[i].Item0, output[3 * i], 1.01);
            Assert.Equal(pixels[i].Item1, output[3 * i + 1], 1.01);
            Assert.Equal(pixels[i].Item2, output[3 * i + 2], 1.01);
        }
    }

    [Fact]
    public void What_lies_behind_a_picture_or_a_row_of_the_tensor_is_neither_read_into_it_nor_written_over()
    {
        const int padding = 7;
        Gen.Select(Gen.Double[-5, 40], Gen.Double[-5, 60], Gen.Double[0.2, 3], Gen.Int[1, 24], Gen.Int[1, 24], Gen.Bool).Sample((top, left, step, rows, columns, redFirst) =>
        {
            var scaling = new PixelScaling(Vector128.Create(0.5f, 2f, 3f, 0), Vector128.Create(1f, -2f, 3f, 0), redFirst);
            var grid = new SampleGrid(top, left, step, rows, columns);
            var rowLength = columns * 3 + padding;
            var (alone, followed) = (Enumerable.Repeat(-1f, rows * rowLength).ToArray(), new float[rows * rowLength]);
            Array.Fill(followed, -1f);

            PixelSampler.Fill(new PixelView(Picture, Height, Width, Width * 3), grid, scaling, alone, rowLength);
            PixelSampler.Fill(new PixelView([.. Picture, 255, 255, 255, 255], Height, Width, Width * 3), grid, scaling, followed, rowLength);

            Assert.Equal(alone, followed);
            Assert.All(Enumerable.Range(0, rows), y => Assert.All(alone.Skip(y * rowLength + columns * 3).Take(padding), number => Assert.Equal(-1f, number)));
        });
    }

    [Fact]
    public void Red_first_swaps_the_channels_and_scaling_is_factor_then_offset()
    {
        byte[] pixel = [10, 20, 30];
        var output = new float[3];
        var scaling = new PixelScaling(Vector128.Create(2f), Vector128.Create(1f, 2f, 3f, 0), RedFirst: true);
        PixelSampler.Fill(new PixelView(pixel, 1, 1, 3), new SampleGrid(0, 0, 1, 1, 1), scaling, output, 3);
        Assert.Equal([63, 42, 21], output);
    }

    [Fact]
    public void A_tensor_or_a_picture_that_is_too_short_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new PixelView(new byte[8], 1, 3, 9));
        Assert.Throws<ArgumentException>(() =>
            PixelSampler.Fill(new PixelView(new byte[9], 1, 3, 9), new SampleGrid(0, 0, 1, 1, 3), PixelScaling.None, new float[8], 9));
    }

    private static double Naive(double y, double x, int channel)
    {
        y = Math.Clamp(y, 0, Height - 1);
        x = Math.Clamp(x, 0, Width - 1);
        var (top, left) = ((int)Math.Floor(y), (int)Math.Floor(x));
        var (down, right) = (y - top, x - left);
        return (1 - down) * ((1 - right) * At(top, left) + right * At(top, left + 1))
            + down * ((1 - right) * At(top + 1, left) + right * At(top + 1, left + 1));

        double At(int row, int column) => Picture[(Math.Min(row, Height - 1) * Width + Math.Min(column, Width - 1)) * 3 + channel];
    }

    private static byte[] Noise(int count)
    {
        var bytes = new byte[count];
        new Random(5).NextBytes(bytes);
        return bytes;
    }
}
