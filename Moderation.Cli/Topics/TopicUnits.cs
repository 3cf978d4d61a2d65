using System.Globalization;

namespace Moderation.Cli.Topics;

/// <summary>Durations and sizes with their unit, as people write them: <c>15m</c>, <c>7d</c>, <c>64 KiB</c>. A bare number is refused.</summary>
internal static class TopicUnits
{
    public const string Forever = "forever";

    public static TimeSpan? ParseDuration(string text) => text switch
    {
        [.. var count, 's'] when Count(count) is { } seconds => TimeSpan.FromSeconds(seconds),
        [.. var count, 'm'] when Count(count) is { } minutes => TimeSpan.FromMinutes(minutes),
        [.. var count, 'h'] when Count(count) is { } hours => TimeSpan.FromHours(hours),
        [.. var count, 'd'] when Count(count) is { } days => TimeSpan.FromDays(days),
        _ => null,
    };

    public static int? ParseByteCount(string text) => text.Split(' ') switch
    {
        [var count, "KiB"] when Count(count) is { } kibibytes and < 1 << 20 => kibibytes << 10,
        [var count, "MiB"] when Count(count) is { } mebibytes and < 1 << 10 => mebibytes << 20,
        _ => null,
    };

    private static int? Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and < 100_000 ? count : null;
}
