namespace Moderation.Tests.Unit.Conversion;

/// <summary>TensorFlow's window operators written out plainly: NHWC, batch 1, one accumulator per output element.</summary>
internal sealed record NaiveWindow(int Height, int Width, int Channels, int Kernel, int Stride, int Dilation, bool Same)
{
    private int Reach => (Kernel - 1) * Dilation + 1;

    public int OutHeight => Same ? (Height + Stride - 1) / Stride : (Height - Reach) / Stride + 1;

    public int OutWidth => Same ? (Width + Stride - 1) / Stride : (Width - Reach) / Stride + 1;

    /// <summary>Kernel: height, width, in, out.</summary>
    public float[] Convolve(float[] x, float[] kernel, int outputs) => Each(outputs, (window, o) =>
        window.Sum(p => Enumerable.Range(0, Channels).Sum(i => (double)x[p.At * Channels + i] * kernel[(p.InKernel * Channels + i) * outputs + o])));

    /// <summary>Kernel: height, width, channel, multiplier.</summary>
    public float[] ConvolveDepthwise(float[] x, float[] kernel, int multipliers) => Each(Channels * multipliers, (window, o) =>
        window.Sum(p => (double)x[p.At * Channels + o / multipliers] * kernel[p.InKernel * Channels * multipliers + o]));

    public float[] Largest(float[] x) => Each(Channels, (window, c) => window.Max(p => x[p.At * Channels + c]));

    /// <summary>Pixels outside the picture do not count.</summary>
    public float[] Average(float[] x) => Each(Channels, (window, c) => window.Average(p => x[p.At * Channels + c]));

    private float[] Each(int outputs, Func<List<(int At, int InKernel)>, int, double> value)
    {
        var result = new float[OutHeight * OutWidth * outputs];
        for (var row = 0; row < OutHeight; row++)
            for (var column = 0; column < OutWidth; column++)
                for (var o = 0; o < outputs; o++)
                    result[(row * OutWidth + column) * outputs + o] = (float)value(Window(row, column), o);
        return result;
    }

    private List<(int At, int InKernel)> Window(int row, int column)
    {
        var top = row * Stride - Before(Height, OutHeight);
        var left = column * Stride - Before(Width, OutWidth);
        return [.. from i in Enumerable.Range(0, Kernel)
                   from j in Enumerable.Range(0, Kernel)
                   let y = top + i * Dilation
                   let x = left + j * Dilation
                   where y >= 0 && y < Height && x >= 0 && x < Width
                   select (y * Width + x, i * Kernel + j)];
    }

    private int Before(int length, int outLength) => Same ? Math.Max((outLength - 1) * Stride + Reach - length, 0) / 2 : 0;
}
