namespace Moderation.Models.Text.Rules;

/// <summary>Addresses of crypto currencies, by checksum where the currency has one, else by form.</summary>
/// <remarks>
/// Checksum: Bitcoin, Litecoin, Dogecoin, Tron (Base58Check), Bitcoin and Litecoin (Bech32, Bech32m), Ethereum in mixed case (EIP-55).
/// Form only: Ethereum in one case (40 hexadecimal digits behind 0x), Solana (32 bytes in base 58, with capitals, small letters and digits).
/// </remarks>
internal static class WalletRule
{
    /// <summary>Units of the shortest address.</summary>
    public const int ShortestLength = 26;

    private const int LongestLength = 90;
    private const int EthereumLength = 42;
    private const int SolanaBytes = 32;

    // Bitcoin 0x00 and 0x05, Litecoin 0x30 and 0x32, Dogecoin 0x1E, Tron 0x41
    private static ReadOnlySpan<byte> Versions => [0x00, 0x05, 0x30, 0x32, 0x1E, 0x41];

    /// <summary>Adds the addresses of the line.</summary>
    public static void Find(RuleContext context)
    {
        var line = context.Line;
        Span<char> address = stackalloc char[LongestLength];
        foreach (var word in line.Words)
        {
            if (word.Length is < ShortestLength or > LongestLength)
                continue;
            for (var i = 0; i < word.Length; i++)
                address[i] = line.RawAt(word.Start + i);
            line.Count(word.Length);
            if (IsAddress(address[..word.Length]))
                context.Found.Add(RuleKind.Wallet, word.Start, word.End);
        }
    }

    /// <summary>Whether a word is an address.</summary>
    public static bool IsAddress(ReadOnlySpan<char> word)
    {
        if (word.Length == EthereumLength && word[0] == '0' && word[1] is 'x' or 'X')
            return IsEthereum(word[2..]);
        if (word.StartsWith("bc1", StringComparison.OrdinalIgnoreCase) || word.StartsWith("ltc1", StringComparison.OrdinalIgnoreCase)
            || word.StartsWith("tb1", StringComparison.OrdinalIgnoreCase))
        {
            return Bech32.IsSegwitAddress(word);
        }

        Span<byte> bytes = stackalloc byte[Base58.MaxBytes];
        var length = Base58.Decode(word, bytes);
        if (length == Base58.CheckedBytes)
            return Versions.Contains(bytes[0]) && Base58.HasRightChecksum(bytes[..length]);
        return length == SolanaBytes && word.ContainsAnyInRange('A', 'Z') && word.ContainsAnyInRange('a', 'z') && word.ContainsAnyInRange('1', '9');
    }

    private static bool IsEthereum(ReadOnlySpan<char> hex)
    {
        Span<byte> lower = stackalloc byte[hex.Length];
        for (var i = 0; i < hex.Length; i++)
        {
            if (!char.IsAsciiHexDigit(hex[i]))
                return false;
            lower[i] = (byte)char.ToLowerInvariant(hex[i]);
        }

        if (!hex.ContainsAnyInRange('A', 'F') || !hex.ContainsAnyInRange('a', 'f'))
            return true;
        Span<byte> hash = stackalloc byte[Keccak256.HashBytes];
        Keccak256.Hash(lower, hash);
        for (var i = 0; i < hex.Length; i++)
        {
            var isHigh = (hash[i / 2] >> (i % 2 == 0 ? 4 : 0) & 0xF) >= 8;
            if (char.IsAsciiLetter(hex[i]) && char.IsAsciiLetterUpper(hex[i]) != isHigh)
                return false;
        }

        return true;
    }
}
