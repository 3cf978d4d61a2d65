using CsCheck;
using Moderation.Worker.Intake.Streams;

namespace Moderation.Tests.Properties.Intake;

public sealed class MjpegSplitterTests
{
    private static readonly byte[] EndMarker = [0xFF, 0xD9];
    private static readonly byte[] EndAndStart = [0xFF, 0xD9, 0xD8, 0];

    /// <summary>A segment whose payload may hold end markers, as a comment or a thumbnail does.</summary>
    private static readonly Gen<byte[]> Segment =
        from payload in Gen.OneOf(Gen.Byte, Gen.Int[0, 3].Select(i => EndAndStart[i])).Array[0, 40]
        select (byte[])[0xFF, 0xE1, (byte)((payload.Length + 2) >> 8), (byte)(payload.Length + 2), .. payload];

    /// <summary>A scan as an encoder writes it: FF only as FF 00, restart markers in between.</summary>
    private static readonly Gen<byte[]> Scan =
        from pieces in Gen.OneOf(
            Gen.Byte[0, 254].Select(b => new[] { b }), Gen.Const(new byte[] { 0xFF, 0x00 }), Gen.Byte[0xD0, 0xD7].Select(b => new byte[] { 0xFF, b })).Array[0, 60]
        select (byte[])[0xFF, 0xDA, 0, 4, 0xFF, 0xD9, .. pieces.SelectMany(p => p)];

    private static readonly Gen<byte[]> Picture =
        from segments in Segment.Array[0, 4]
        from scans in Scan.Array[1, 3]
        select (byte[])[0xFF, 0xD8, .. segments.SelectMany(s => s), .. scans.SelectMany(s => s), .. EndMarker];

    [Fact]
    public void However_the_stream_is_chunked_the_same_pictures_come_out() =>
        Gen.Select(Picture.Array[0, 6], Gen.Int[1, 50].Array[1, 30]).Sample((pictures, sizes) =>
        {
            var stream = pictures.SelectMany(p => p).ToArray();
            var splitter = new MjpegSplitter();
            var found = new List<byte[]>();
            for (int at = 0, i = 0; at < stream.Length; i++)
            {
                var length = Math.Min(sizes[i % sizes.Length], stream.Length - at);
                found.AddRange(splitter.Append(stream.AsSpan(at, length)));
                at += length;
            }

            Assert.Equal(pictures, found);
            Assert.True(splitter.IsBetweenPictures);
        });

    [Fact]
    public void A_stream_that_stops_inside_a_picture_is_noticed() =>
        Gen.Select(Picture, Gen.Double.Unit).Sample((picture, share) =>
        {
            var splitter = new MjpegSplitter();
            var cut = 1 + (int)(share * (picture.Length - 1));

            Assert.Empty(splitter.Append(picture.AsSpan(0, Math.Min(cut, picture.Length - 1))));
            Assert.False(splitter.IsBetweenPictures);
        });

    [Fact]
    public void A_picture_is_taken_up_to_the_largest_size_and_refused_beyond_it_however_it_comes() =>
        Gen.Select(Picture, Gen.Int[-3, 3], Gen.Int[1, 40]).Sample((picture, room, size) =>
        {
            var splitter = new MjpegSplitter(mostBytes: picture.Length + room);
            IReadOnlyList<byte[]> Feed() => [.. picture.Chunk(size).SelectMany(chunk => splitter.Append(chunk))];

            if (room >= 0)
                Assert.Equal([picture], Feed());
            else
                Assert.Contains("more than", Assert.Throws<InvalidDataException>(Feed).Message, StringComparison.Ordinal);
        });

    [Fact]
    public void Bytes_between_pictures_are_refused_with_their_position()
    {
        var splitter = new MjpegSplitter();

        var fault = Assert.Throws<InvalidDataException>(() => splitter.Append([0xFF, 0xD8, 0xFF, 0xD9, 0x00]));

        Assert.Equal("byte 4: a picture must begin here", fault.Message);
    }
}
