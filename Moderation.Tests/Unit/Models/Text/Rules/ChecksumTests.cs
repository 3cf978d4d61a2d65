using System.Text;
using Moderation.Models.Text;
using Moderation.Models.Text.Rules;

namespace Moderation.Tests.Unit.Models.Text.Rules;

/// <summary>Published vectors: ISO 13616, BIP-173, BIP-350, EIP-55, the Keccak team; addresses are those of the specifications and of public contracts.</summary>
public sealed class ChecksumTests
{
    [Theory]
    [InlineData("GB82WEST12345698765432", true)]
    [InlineData("NL91ABNA0417164300", true)]
    [InlineData("CH9300762011623852957", true)]
    [InlineData("ES9121000418450200051332", true)]
    [InlineData("MT84MALT011000012345MTLCAST001S", true)]
    [InlineData("no9386011117947", true)]
    [InlineData("NO9386011117948", false)]
    [InlineData("NL19ABNA0417164300", false)]
    public void Check_digits_of_account_numbers(string iban, bool isRight) => Assert.Equal(isRight, IbanRule.HasRightChecksum(iban));

    [Theory]
    [InlineData("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", true)]
    [InlineData("tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7", true)]
    [InlineData("bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y", true)]
    [InlineData("BC1SW50QGDZ25J", true)]
    [InlineData("bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs", true)]
    [InlineData("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", true)]
    [InlineData("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd", false)]
    [InlineData("BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL", false)]
    [InlineData("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh", false)]
    [InlineData("bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4", false)]
    [InlineData("BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R", false)]
    [InlineData("bc1pw5dgrnzv", false)]
    [InlineData("BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P", false)]
    [InlineData("bc1gmk9yu", false)]
    public void Segwit_addresses(string address, bool isRight) => Assert.Equal(isRight, Bech32.IsSegwitAddress(address));

    [Theory]
    [InlineData("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", true)]
    [InlineData("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", false)]
    [InlineData("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", true)]
    [InlineData("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", true)]
    [InlineData("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u", false)]
    [InlineData("EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGkZwyTDt1v", true)]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", true)]
    [InlineData("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359", true)]
    [InlineData("0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", true)]
    [InlineData("0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb", true)]
    [InlineData("0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9adb", false)]
    [InlineData("0x52908400098527886e0f7030069857d2e4169ee7", true)]
    [InlineData("0x52908400098527886e0f7030069857d2e4169eeg", false)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    public void Wallets_in_a_line(string address, bool isRight)
    {
        var hits = RuleHits.Of(RuleKind.Wallet, $"envoie sur {address} merci");

        Assert.Equal(isRight ? [address] : [], hits);
    }

    [Theory]
    [InlineData("", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")]
    [InlineData("abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45")]
    public void Keccak(string text, string expected)
    {
        var hash = new byte[Keccak256.HashBytes];
        Keccak256.Hash(Encoding.ASCII.GetBytes(text), hash);

        Assert.Equal(expected, Convert.ToHexStringLower(hash));
    }
}
