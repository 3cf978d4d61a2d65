using System.Text;
using CsCheck;
using Moderation.Core.Access;

namespace Moderation.Tests.Unit.Access;

public sealed class TotpTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>RFC 6238, appendix B, the rows of SHA-1.</summary>
    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) =>
        Assert.Equal(code, Totp.CodeOf(Secret, Totp.StepOf(DateTimeOffset.FromUnixTimeSeconds(seconds)), 8));

    /// <summary>RFC 4648, section 10, without its padding.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Secrets_are_written_as_the_standard_says(string text, string base32) => Assert.Equal(base32, Totp.ToBase32(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Code_of_a_step_is_taken_one_step_early_or_late_and_never_after_a_later_one_was()
    {
        Gen.Select(Gen.Byte.Array[20], Gen.Long[1000, 4_000_000_000], Gen.Int[-3, 3], Gen.Int[-4, 3]).Sample(drawn =>
        {
            var (secret, seconds, away, used) = drawn;
            var time = DateTimeOffset.FromUnixTimeSeconds(seconds);
            var now = Totp.StepOf(time);
            var code = Totp.CodeOf(secret, now + away);
            // Two steps have the same code once in a million.
            long? expected = null;
            foreach (var near in new[] { -1, 0, 1 })
                expected ??= Totp.CodeOf(secret, now + near) == code && near > used ? now + near : null;
            Assert.Equal(expected, Totp.FindStep(secret, code, time, now + used));
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("ab😀")]
    public void What_is_no_code_is_not_taken(string code) => Assert.Null(Totp.FindStep(Secret, code, DateTimeOffset.FromUnixTimeSeconds(59), null));
}
