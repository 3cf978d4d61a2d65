namespace Moderation.Models.Text.Rules;

/// <summary>Account numbers whose country, length and check digits are right.</summary>
/// <remarks>Source: ISO 13616; lengths from the IBAN registry. ISO 7064 mod 97-10.</remarks>
internal static class IbanRule
{
    private const int Longest = 34;

    private const string Lengths =
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 "
        + "GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 "
        + "MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 "
        + "SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";

    private static readonly byte[] LengthByCountry = MakeLengths();

    /// <summary>Adds the account numbers of the line.</summary>
    public static void Find(RuleContext context)
    {
        var line = context.Line;
        foreach (var word in line.Words)
        {
            if (word.Length < 4 || (line.ClassAt(word.Start + 2) & line.ClassAt(word.Start + 3) & UnitClass.Digit) == 0)
                continue;
            var length = LengthOf(line.At(word.Start), line.At(word.Start + 1));
            if (length > 0 && TryRead(line, word.Start, length, out var end))
                context.Found.Add(RuleKind.Iban, word.Start, end);
        }
    }

    /// <summary>Whether the check digits are right: country and check digits moved to the end, letters as 10 to 35, remainder of 97 is 1.</summary>
    /// <param name="iban">Letters of either case and digits, nothing between them.</param>
    public static bool HasRightChecksum(ReadOnlySpan<char> iban)
    {
        var remainder = 0;
        for (var i = 0; i < iban.Length; i++)
        {
            var unit = iban[(i + 4) % iban.Length] | 0x20;
            remainder = unit is >= 'a' and <= 'z' ? ((remainder * 100) + unit - 'a' + 10) % 97 : ((remainder * 10) + unit - '0') % 97;
        }

        return remainder == 1;
    }

    private static bool TryRead(RuleLine line, int start, int length, out int end)
    {
        Span<char> iban = stackalloc char[Longest];
        var count = 0;
        for (end = start; count < length; end++)
        {
            var unit = line.At(end);
            if (unit is (>= 'a' and <= 'z') or (>= '0' and <= '9'))
                iban[count++] = unit;
            else if (unit is not (' ' or '-' or '.') || !line.IsWordAt(end + 1))
                return false;
        }

        line.Count(end - start);
        return !line.IsWordAt(end) && HasRightChecksum(iban[..length]);
    }

    private static int LengthOf(char first, char second) =>
        first is >= 'a' and <= 'z' && second is >= 'a' and <= 'z' ? LengthByCountry[((first - 'a') * 26) + second - 'a'] : 0;

    private static byte[] MakeLengths()
    {
        var lengths = new byte[26 * 26];
        foreach (var row in Lengths.Split(' '))
            lengths[((row[0] - 'A') * 26) + row[1] - 'A'] = (byte)(((row[2] - '0') * 10) + row[3] - '0');
        return lengths;
    }
}
