namespace Moderation.Models.Text.Rules;

/// <summary>Addresses of segregated witness programs.</summary>
/// <remarks>Source: BIP-173 (version 0, Bech32), BIP-350 (versions 1 to 16, Bech32m).</remarks>
internal static class Bech32
{
    private const string Alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private const uint Bech32Constant = 1;
    private const uint Bech32mConstant = 0x2BC830A3;
    private const int ChecksumUnits = 6;
    private const int Longest = 90;

    private static ReadOnlySpan<uint> Generator => [0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3];

    /// <summary>Whether a word is such an address: one case, right checksum for its version, right length of the program.</summary>
    public static bool IsSegwitAddress(ReadOnlySpan<char> word)
    {
        var separator = word.LastIndexOf('1');
        var isMixed = word.ContainsAnyInRange('a', 'z') && word.ContainsAnyInRange('A', 'Z');
        if (separator < 1 || word.Length > Longest || isMixed || word.Length - separator - 1 < ChecksumUnits + 1)
            return false;
        Span<byte> data = stackalloc byte[Longest];
        data = data[..(word.Length - separator - 1)];
        for (var i = 0; i < data.Length; i++)
        {
            var value = Alphabet.IndexOf(char.ToLowerInvariant(word[separator + 1 + i]), StringComparison.Ordinal);
            if (value < 0)
                return false;
            data[i] = (byte)value;
        }

        var version = data[0];
        return Checksum(word[..separator], data) == (version == 0 ? Bech32Constant : Bech32mConstant) && IsProgram(version, data[1..^ChecksumUnits]);
    }

    private static bool IsProgram(byte version, ReadOnlySpan<byte> data)
    {
        var bits = data.Length * 5;
        var byteCount = bits / 8;
        var padding = bits % 8;
        if (version > 16 || padding >= 5 || byteCount is < 2 or > 40 || (data[^1] & ((1 << padding) - 1)) != 0)
            return false;
        return version != 0 || byteCount is 20 or 32;
    }

    private static uint Checksum(ReadOnlySpan<char> prefix, ReadOnlySpan<byte> data)
    {
        var sum = 1u;
        foreach (var unit in prefix)
            sum = Step(sum, (uint)char.ToLowerInvariant(unit) >> 5);
        sum = Step(sum, 0);
        foreach (var unit in prefix)
            sum = Step(sum, (uint)char.ToLowerInvariant(unit) & 31);
        foreach (var value in data)
            sum = Step(sum, value);
        return sum;
    }

    private static uint Step(uint sum, uint value)
    {
        var top = sum >> 25;
        sum = ((sum & 0x1FFFFFF) << 5) ^ value;
        for (var i = 0; i < Generator.Length; i++)
            sum ^= (top >> i & 1) == 0 ? 0 : Generator[i];
        return sum;
    }
}
