namespace Moderation.Core.Policies.Sheets;

/// <summary>Countries, and the unions of countries that sheets may name instead.</summary>
public static class Countries
{
    // Member states: https://european-union.europa.eu/principles-countries-history/eu-countries_en. Codes are those of ISO 3166-1, so Greece
    // is GR and not the EL of EU texts.
    private static readonly string[] Members =
    [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    ];

    // The EEA agreement joins three states of EFTA to them: https://www.efta.int/eea.
    private static readonly string[] EeaMembers = [.. Members.Concat(["IS", "LI", "NO"]).Order(StringComparer.Ordinal)];

    // ISO 3166-1 alpha-2, as assigned in 2025.
    private const string Assigned =
        "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ "
        + "DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP "
        + "KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM "
        + "PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ "
        + "UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

    /// <summary>Every code of ISO 3166-1 alpha-2.</summary>
    public static IReadOnlySet<string> Known { get; } = Assigned.Split(' ').ToHashSet(StringComparer.Ordinal);

    /// <summary>Member states of the European Union.</summary>
    public static IReadOnlySet<string> EuropeanUnion { get; } = Members.ToHashSet(StringComparer.Ordinal);

    /// <summary>The unions that sheets may name, with their members.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Unions { get; } =
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["EU"] = Members, ["EEA"] = EeaMembers };

    /// <summary>Whether a sheet for these countries applies somewhere in the European Union.</summary>
    /// <param name="countries">The countries; none is everywhere.</param>
    public static bool ReachEuropeanUnion(IReadOnlyCollection<string> countries)
    {
        ArgumentNullException.ThrowIfNull(countries);
        return countries.Count == 0 || countries.Any(EuropeanUnion.Contains);
    }

    /// <summary>The countries in the fewest words: a union's name where all of its members are among them.</summary>
    /// <param name="countries">The countries, unions already written out.</param>
    public static IReadOnlyList<string> Shorten(IReadOnlyCollection<string> countries)
    {
        ArgumentNullException.ThrowIfNull(countries);
        var union = Unions.OrderByDescending(union => union.Value.Count).FirstOrDefault(union => union.Value.All(countries.Contains));
        return union.Key is null ? [.. countries] : [union.Key, .. countries.Except(union.Value)];
    }
}
