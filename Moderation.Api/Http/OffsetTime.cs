using System.Globalization;

namespace Moderation.Api.Http;

/// <summary>Times as callers write them. An offset is required: a time without one means something else on each machine.</summary>
internal static class OffsetTime
{
    /// <summary>What a time must look like, for whoever wrote another.</summary>
    public const string Rule = "must be a time with offset such as 2026-01-31T18:05:00Z.";

    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static bool TryRead(string text, out DateTimeOffset time)
    {
        // A plus sign that was not escaped in an address arrives as a space.
        var isTime = DateTimeOffset.TryParseExact(text.Replace(' ', '+'), Formats, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out time)
            && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-', ' ']) > text.IndexOf('T', StringComparison.Ordinal));
        time = time.ToUniversalTime();
        return isTime;
    }
}
