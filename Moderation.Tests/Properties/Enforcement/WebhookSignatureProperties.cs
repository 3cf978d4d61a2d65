using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Moderation.Core.Enforcement;

namespace Moderation.Tests.Properties.Enforcement;

public sealed class WebhookSignatureProperties
{
    private static readonly Gen<string> Ids = Gen.Char['!', '~'].Where(c => c != '.').Array[1, WebhookSignature.MaxIdLength].Select(chars => new string(chars));
    private static readonly Gen<byte[]> Keys = Gen.Byte.Array[WebhookSecret.MinByteCount, WebhookSecret.MaxByteCount];
    private static readonly Gen<DateTimeOffset> Times = Gen.Long[0, 4_102_444_800].Select(DateTimeOffset.FromUnixTimeSeconds);

    [Fact]
    public void What_is_signed_is_what_a_naive_twin_signs_and_is_believed()
    {
        Gen.Select(Ids, Times, Gen.Byte.Array[0, 2000], Keys).Sample((id, at, body, key) =>
        {
            var secret = Secret(key);
            var signature = WebhookSignature.Sign(id, at, body, secret);

            byte[] content = [.. Encoding.ASCII.GetBytes($"{id}.{at.ToUnixTimeSeconds()}."), .. body];
            Assert.Equal("v1," + Convert.ToBase64String(HMACSHA256.HashData(key, content)), signature);
            Assert.Null(WebhookSignature.FindFault(id, WebhookSignature.TimeText(at), signature, body, at, secret));
        });
    }

    [Fact]
    public void One_changed_bit_anywhere_is_not_believed()
    {
        Gen.Select(Ids, Times, Gen.Byte.Array[1, 200], Keys, Gen.Int[0, int.MaxValue]).Sample((id, at, body, key, place) =>
        {
            var (secret, time) = (Secret(key), WebhookSignature.TimeText(at));
            var signature = WebhookSignature.Sign(id, at, body, secret);

            Assert.Equal(WebhookFault.WrongSignature, WebhookSignature.FindFault(id, time, signature, Flipped(body, place), at, secret));
            Assert.Equal(WebhookFault.WrongSignature, WebhookSignature.FindFault(id, time, signature, body, at, Secret(Flipped(key, place))));
            var code = Flipped(Convert.FromBase64String(signature[3..]), place);
            Assert.Equal(WebhookFault.WrongSignature, WebhookSignature.FindFault(id, time, "v1," + Convert.ToBase64String(code), body, at, secret));
            Assert.Equal(WebhookFault.WrongSignature, WebhookSignature.FindFault(id, WebhookSignature.TimeText(at.AddSeconds(1)), signature, body, at, secret));
        });
    }

    [Fact]
    public void Whatever_the_headers_are_nothing_is_thrown_and_nothing_is_believed()
    {
        Gen.Select(Gen.String, Gen.String, Gen.String, Gen.Byte.Array[0, 100]).Sample((id, time, signature, body) =>
            Assert.NotNull(WebhookSignature.FindFault(id, time, signature, body, DateTimeOffset.UnixEpoch, Secret(new byte[24]))));
    }

    private static WebhookSecret Secret(byte[] key) => WebhookSecret.Parse(WebhookSecret.Prefix + Convert.ToBase64String(key));

    private static byte[] Flipped(byte[] bytes, int place)
    {
        byte[] changed = [.. bytes];
        changed[place / 8 % bytes.Length] ^= (byte)(1 << (place % 8));
        return changed;
    }
}
