namespace Moderation.Core.Evidence;

/// <summary>How many of the smallest unit of a currency make one of it. Source: ISO 4217, list of active codes.</summary>
internal static class CurrencyUnits
{
    /// <summary>100 for most currencies, and for codes that the list does not know.</summary>
    /// <param name="currency">ISO 4217 code.</param>
    public static int SmallestPerUnit(string currency) => currency switch
    {
        "BIF" or "CLP" or "DJF" or "GNF" or "ISK" or "JPY" or "KMF" or "KRW" or "PYG" or "RWF" or "UGX" or "UYI" or "VND" or "VUV" or "XAF" or "XOF" or "XPF" => 1,
        "BHD" or "IQD" or "JOD" or "KWD" or "LYD" or "OMR" or "TND" => 1_000,
        "CLF" or "UYW" => 10_000,
        _ => 100,
    };
}
