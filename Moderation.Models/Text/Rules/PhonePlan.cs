namespace Moderation.Models.Text.Rules;

/// <summary>Which digits can be a telephone number.</summary>
/// <remarks>Source: E.164 (at most 15 digits with the country code); French, British and North American numbering plans.</remarks>
internal static class PhonePlan
{
    private const int MostDigits = 15;
    private const int FewestNational = 7;

    // country codes of two digits; every other code outside of zones 1 and 7 has three
    private static readonly int[] TwoDigitCodes =
    [
        20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54, 55, 56, 57, 58, 60, 61, 62, 63, 64, 65, 66,
        81, 82, 84, 86, 90, 91, 92, 93, 94, 95, 98,
    ];

    /// <summary>Whether digits behind a plus sign or a double zero are an international number.</summary>
    public static bool IsInternational(ReadOnlySpan<char> digits)
    {
        if (digits.Length is < 8 or > MostDigits + 1 || digits[0] == '0')
            return false;
        var code = digits[0] is '1' or '7' ? 1 : TwoDigitCodes.Contains(((digits[0] - '0') * 10) + digits[1] - '0') ? 2 : 3;
        var national = digits[code..];
        if (national[0] == '0')
            national = national[1..];
        if (national[0] == '0' && code != 3 || national[^5..] is "00000")
            return false;
        return digits[..code] switch
        {
            "1" => IsNorthAmerican(national),
            "33" => national.Length == 9,
            "44" => national.Length is 9 or 10,
            _ => national.Length >= FewestNational && code + national.Length <= MostDigits,
        };
    }

    /// <summary>Whether digits are a number as it is written in its own country and hardly anything else: France and neighbours, Britain.</summary>
    public static bool IsNational(ReadOnlySpan<char> digits) =>
        digits.Length is 10 or 11 && digits[0] == '0' && digits[1] is not '0' && (digits.Length == 10 || digits[1] is '1' or '2' or '3' or '7') && !IsCounting(digits);

    /// <summary>Whether ten digits are a North American number: area and exchange begin with 2 to 9.</summary>
    public static bool IsNorthAmerican(ReadOnlySpan<char> digits) =>
        digits.Length == 10 && digits[0] is >= '2' and <= '9' && digits[3] is >= '2' and <= '9' && digits[5..] is not "00000";

    /// <summary>Whether a number is likely once somebody said that one follows.</summary>
    public static bool IsLikely(ReadOnlySpan<char> digits) =>
        digits.Length is >= FewestNational and <= MostDigits && digits[^4..] is not "0000" && !IsCounting(digits);

    private static bool IsCounting(ReadOnlySpan<char> digits)
    {
        var steps = 0;
        for (var i = 1; i < digits.Length; i++)
            steps += digits[i] - digits[i - 1] is 0 or 1 or -9 ? 1 : 0;
        return steps >= digits.Length - 1;
    }
}
