using System.Globalization;

namespace Moderation.Worker.Intake.Streams;

/// <summary>How far a live HLS playlist has come. A server may keep the playlist of a publisher that is gone: it then stays where it is, also while old segments are taken off its front.</summary>
/// <param name="Next">Number of the segment that comes next.</param>
/// <param name="Last">The last segment, without its query, which may be signed anew for each who asks. Numbers alone would not tell a publisher that begins again from one that stopped.</param>
internal readonly record struct HlsMark(long Next, string Last)
{
    /// <summary>There is no playlist, or no segment in it.</summary>
    public static HlsMark Nothing => new(0, "");
}

/// <summary>What is read of an HLS playlist (RFC 8216): not its media, only whether it goes on.</summary>
/// <param name="Mark">Where it stands; nothing for a playlist of variants.</param>
/// <param name="Variant">The first variant of a playlist of variants; null in one of segments.</param>
/// <param name="TargetDuration">Longest length of a segment; null where it does not say.</param>
internal sealed record HlsPlaylist(HlsMark Mark, string? Variant, TimeSpan? TargetDuration)
{
    /// <summary>A playlist of hours has a few thousand lines.</summary>
    public const int MostBytes = 1 << 20;

    private const string Head = "#EXTM3U";
    private const string SequenceTag = "#EXT-X-MEDIA-SEQUENCE:";
    private const string DurationTag = "#EXT-X-TARGETDURATION:";
    private const string VariantTag = "#EXT-X-STREAM-INF:";

    /// <exception cref="InvalidDataException">It is no playlist.</exception>
    public static HlsPlaylist Read(Stream page)
    {
        using var lines = new StreamReader(page, leaveOpen: true);
        if (lines.ReadLine()?.TrimEnd() != Head)
            throw new InvalidDataException("the page is no HLS playlist");
        var (sequence, segments, last, hasVariants, duration) = (0L, 0, "", false, (TimeSpan?)null);
        while (lines.ReadLine()?.Trim() is { } line)
        {
            if (line.StartsWith(SequenceTag, StringComparison.Ordinal))
                sequence = Number(line[SequenceTag.Length..]);
            else if (line.StartsWith(DurationTag, StringComparison.Ordinal))
                duration = TimeSpan.FromSeconds(Math.Clamp(Number(line[DurationTag.Length..]), 1, 60));
            else if (line.StartsWith(VariantTag, StringComparison.Ordinal))
                hasVariants = true;
            else if (line is not ("" or ['#', ..]) && hasVariants)
                return new HlsPlaylist(HlsMark.Nothing, line, duration);
            else if (line is not ("" or ['#', ..]))
                (segments, last) = (segments + 1, line.Split('?', 2)[0]);
        }

        return new HlsPlaylist(segments > 0 ? new HlsMark(sequence + segments, last) : HlsMark.Nothing, Variant: null, duration);
    }

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new InvalidDataException("a number of the playlist is none");
}
