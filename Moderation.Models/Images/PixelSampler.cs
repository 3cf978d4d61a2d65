using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Moderation.Models.Images;

/// <summary>A grid of square steps laid over a picture; each grid point becomes one output pixel.</summary>
/// <remarks>Coordinates are continuous: pixel i covers i to i + 1, so its centre is at i + 0.5. The grid may reach outside the picture.</remarks>
/// <param name="TopPx">Upper edge of the grid in picture pixels.</param>
/// <param name="LeftPx">Left edge of the grid in picture pixels.</param>
/// <param name="StepPx">Picture pixels from one output pixel to the next, both ways.</param>
/// <param name="Rows">Output rows.</param>
/// <param name="Columns">Output columns, at most <see cref="PixelSampler.MaxColumns"/>.</param>
internal readonly record struct SampleGrid(double TopPx, double LeftPx, double StepPx, int Rows, int Columns);

/// <summary>Samples a picture bilinearly into a tensor of height, width, channel; outside of the picture its edge is repeated.</summary>
/// <remarks>
/// Sampling and scaling in one pass keep a frame free of intermediate pictures and of the native library's wrappers: no managed allocation.
/// Like OpenCV's INTER_LINEAR there is no smoothing when it shrinks, because the models were trained and measured that way.
/// </remarks>
internal static class PixelSampler
{
    /// <summary>Widest output.</summary>
    public const int MaxColumns = 512;

    /// <summary>Fills a part of a tensor.</summary>
    /// <param name="source">The picture.</param>
    /// <param name="grid">Where to sample.</param>
    /// <param name="scaling">What to write.</param>
    /// <param name="tensor">Where to write, from the first output pixel on.</param>
    /// <param name="rowLength">Numbers from one output row to the next.</param>
    public static void Fill(PixelView source, in SampleGrid grid, in PixelScaling scaling, Span<float> tensor, int rowLength)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(grid.Columns, MaxColumns);
        ArgumentOutOfRangeException.ThrowIfLessThan(rowLength, grid.Columns * PixelView.Channels);
        if (grid.Rows <= 0 || grid.Columns <= 0 || tensor.Length < (grid.Rows - 1) * rowLength + grid.Columns * PixelView.Channels)
            throw new ArgumentException($"{tensor.Length} numbers do not hold {grid.Rows} x {grid.Columns} pixels", nameof(tensor));

        Span<Tap> columns = stackalloc Tap[grid.Columns];
        for (var x = 0; x < columns.Length; x++)
            columns[x] = Tap.At(grid.LeftPx + (x + 0.5) * grid.StepPx, source.WidthPx, PixelView.Channels);
        for (var y = 0; y < grid.Rows; y++)
        {
            var row = Tap.At(grid.TopPx + (y + 0.5) * grid.StepPx, source.HeightPx, source.StrideBytes);
            FillRow(source.Bgr, row, columns, scaling, tensor.Slice(y * rowLength, grid.Columns * PixelView.Channels));
        }
    }

    private static void FillRow(ReadOnlySpan<byte> bgr, Tap row, ReadOnlySpan<Tap> columns, in PixelScaling scaling, Span<float> output)
    {
        // taps lie inside the picture and PixelView has checked that the picture lies inside its bytes
        ref var upper = ref Unsafe.Add(ref MemoryMarshal.GetReference(bgr), row.First);
        ref var lower = ref Unsafe.Add(ref MemoryMarshal.GetReference(bgr), row.Second);
        ref var written = ref MemoryMarshal.GetReference(output);
        var down = Vector128.Create(row.Weight);
        var (factor, offset, redFirst) = (scaling.Factor, scaling.Offset, scaling.RedFirst);
        var roomy = CountRoomy(bgr.Length - row.Second, columns);
        for (var x = 0; x < roomy; x++)
        {
            var pixel = Vector128.FusedMultiplyAdd(Sample(ref upper, ref lower, columns[x], down, isRoomy: true), factor, offset);
            // the fourth number is nobody's: the next pixel overwrites it
            Ordered(pixel, redFirst).StoreUnsafe(ref Unsafe.Add(ref written, x * PixelView.Channels));
        }

        for (var x = roomy; x < columns.Length; x++)
        {
            var pixel = Ordered(Vector128.FusedMultiplyAdd(Sample(ref upper, ref lower, columns[x], down, isRoomy: false), factor, offset), redFirst);
            for (var channel = 0; channel < PixelView.Channels; channel++)
                output[x * PixelView.Channels + channel] = pixel.GetElement(channel);
        }
    }

    /// <summary>How many output pixels may be read and written four at a time: there is a byte behind their last tap, and another pixel behind them in the row.</summary>
    private static int CountRoomy(int byteCount, ReadOnlySpan<Tap> columns)
    {
        var count = columns.Length - 1;
        while (count > 0 && columns[count - 1].Second + PixelView.Channels >= byteCount)
            count--;
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Sample(ref byte upper, ref byte lower, Tap tap, Vector128<float> down, [ConstantExpected] bool isRoomy)
    {
        var across = Vector128.Create(tap.Weight);
        var above = Blend(Load(ref upper, tap.First, isRoomy), Load(ref upper, tap.Second, isRoomy), across);
        var below = Blend(Load(ref lower, tap.First, isRoomy), Load(ref lower, tap.Second, isRoomy), across);
        return Blend(above, below, down);
    }

    private static Vector128<float> Blend(Vector128<float> from, Vector128<float> to, Vector128<float> weight) =>
        Vector128.FusedMultiplyAdd(to - from, weight, from);

    private static Vector128<float> Ordered(Vector128<float> pixel, bool redFirst) => redFirst ? Vector128.Shuffle(pixel, Vector128.Create(2, 1, 0, 3)) : pixel;

    /// <summary>A pixel's three bytes. A fourth is read where there is one, because that is one instruction; the last pixel of a picture has none after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Load(ref byte row, int at, [ConstantExpected] bool isRoomy)
    {
        ref var pixel = ref Unsafe.Add(ref row, at);
        var packed = isRoomy ? Unsafe.ReadUnaligned<uint>(ref pixel) : Unsafe.ReadUnaligned<ushort>(ref pixel) | (uint)Unsafe.Add(ref pixel, 2) << 16;
        var bytes = Vector128.CreateScalarUnsafe(packed).AsByte();
        var wide = Sse41.IsSupported ? Sse41.ConvertToVector128Int32(bytes) : Vector128.WidenLower(Vector128.WidenLower(bytes)).AsInt32();
        return Vector128.ConvertToSingle(wide);
    }

    /// <summary>The two neighbours of a sampling point on one axis, as byte offsets, and the weight of the second one.</summary>
    private readonly record struct Tap(int First, int Second, float Weight)
    {
        public static Tap At(double position, int length, int stride)
        {
            var centred = Math.Clamp(position - 0.5, 0, length - 1);
            var first = (int)centred;
            var second = Math.Min(first + 1, length - 1);
            return new Tap(first * stride, second * stride, (float)(centred - first));
        }
    }
}
