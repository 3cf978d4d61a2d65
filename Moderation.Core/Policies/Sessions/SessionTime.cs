using System.Buffers;
using System.Globalization;
using System.Text;

namespace Moderation.Core.Policies.Sessions;

/// <summary>Times of a script: a number with a unit, or several of them (<c>1m30s</c>).</summary>
internal static class SessionTime
{
    // a script is a live, and no live that a test needs is longer; it keeps sums of times far from overflow
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    /// <summary>Reads a time; false when the text is none.</summary>
    public static bool TryParse(string text, out TimeSpan time)
    {
        time = TimeSpan.Zero;
        var rest = text.AsSpan();
        if (rest.IsEmpty)
            return false;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept(Digits);
            if (digits <= 0 || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return false;
            rest = rest[digits..];
            var letters = rest.IndexOfAny(Digits);
            var unit = letters < 0 ? rest : rest[..letters];
            if (SecondsOf(unit) is not { } seconds || number * seconds > Longest.TotalSeconds)
                return false;
            rest = rest[unit.Length..];
            time += TimeSpan.FromMilliseconds((long)Math.Round(number * seconds * 1000));
            if (time > Longest)
                return false;
        }

        return true;
    }

    /// <summary>The time as people say it: <c>1h2m</c>, <c>34.5s</c>.</summary>
    public static string Text(TimeSpan time)
    {
        if (time < TimeSpan.Zero)
            return "-" + Text(-time);
        var text = new StringBuilder();
        Append(text, Math.Floor(time.TotalDays), "d");
        Append(text, time.Hours, "h");
        Append(text, time.Minutes, "m");
        Append(text, time.Seconds + time.Milliseconds / 1000.0, "s");
        return text.Length == 0 ? "0s" : text.ToString();
    }

    private static void Append(StringBuilder text, double number, string unit)
    {
        if (number > 0)
            text.Append(number.ToString("0.###", CultureInfo.InvariantCulture)).Append(unit);
    }

    private static double? SecondsOf(ReadOnlySpan<char> unit) => unit switch
    {
        "ms" => 0.001,
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86400,
        _ => null,
    };
}
