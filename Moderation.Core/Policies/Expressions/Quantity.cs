using System.Globalization;

namespace Moderation.Core.Policies.Expressions;

/// <summary>Numbers and durations as sheets write them.</summary>
public static class Quantity
{
    /// <summary>Longest duration that a sheet can name.</summary>
    public static readonly TimeSpan LongestDuration = TimeSpan.FromDays(366);

    private const int MostDigits = 15;

    /// <summary>So that whatever percent a sheet names can be written as a share again.</summary>
    private const int MostDigitsBehind = MostDigits + 2;

    private static readonly (char Unit, long Seconds)[] Units = [('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];

    /// <summary>Reads a number: <c>1_000</c>, <c>0.3</c>, <c>5%</c>.</summary>
    /// <param name="text">The text, without a sign; at most 15 digits before the point, and 17 behind it, or 15 before a percent sign.</param>
    /// <param name="value">The number; percents divided by 100, to the nearest double of the exact value.</param>
    public static bool TryNumber(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        var percent = text.EndsWith("%", StringComparison.Ordinal);
        if (percent)
            text = text[..^1];
        Span<char> digits = stackalloc char[MostDigits + 1 + MostDigitsBehind + 3];
        var (count, whole, behind) = (0, 0, -1);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '_' && i > 0 && char.IsAsciiDigit(text[i - 1]) && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]) && behind < 0)
                continue;
            if (c == '.' && behind < 0 && whole > 0)
                behind = 0;
            else if (!char.IsAsciiDigit(c) || (behind < 0 ? ++whole > MostDigits : ++behind > (percent ? MostDigits : MostDigitsBehind)))
                return false;
            digits[count++] = c;
        }

        if (whole == 0 || behind == 0)
            return false;
        // Moving the point rounds 0.3 % to a double once; dividing the double by 100 would round twice.
        if (percent)
            count += "e-2".TryCopyTo(digits[count..]) ? 3 : 0;
        value = double.Parse(digits[..count], NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture);
        return true;
    }

    /// <summary>The number in the fewest digits that read back as the same, without an exponent.</summary>
    /// <param name="value">A number as <see cref="TryNumber"/> gives it.</param>
    public static string Text(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal)
            ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture).ToString("0.#############################", CultureInfo.InvariantCulture)
            : text;
    }

    /// <summary>Reads a duration: <c>90s</c>, <c>2m</c>, <c>1h30m</c>, <c>7d</c>.</summary>
    /// <param name="text">The text; units in falling order, each once.</param>
    /// <param name="value">The duration, in whole seconds, at most <see cref="LongestDuration"/>.</param>
    public static bool TryDuration(ReadOnlySpan<char> text, out TimeSpan value)
    {
        value = default;
        long seconds = 0;
        var (next, at) = (0, 0);
        while (at < text.Length)
        {
            var start = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
                at++;
            if (at == start || at - start > 9 || at == text.Length)
                return false;
            while (next < Units.Length && Units[next].Unit != text[at])
                next++;
            if (next == Units.Length)
                return false;
            seconds += long.Parse(text[start..at], NumberStyles.None, CultureInfo.InvariantCulture) * Units[next++].Seconds;
            at++;
        }

        if (at == 0 || seconds > (long)LongestDuration.TotalSeconds)
            return false;
        value = TimeSpan.FromSeconds(seconds);
        return true;
    }

    /// <summary>The duration in the largest unit that it is a whole number of.</summary>
    /// <param name="value">A duration in whole seconds.</param>
    public static string Text(TimeSpan value)
    {
        var seconds = (long)value.TotalSeconds;
        var unit = seconds == 0 ? Units[^1] : Array.Find(Units, unit => seconds % unit.Seconds == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / unit.Seconds}{unit.Unit}");
    }
}
