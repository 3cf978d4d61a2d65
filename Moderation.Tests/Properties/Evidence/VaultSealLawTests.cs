using System.Security.Cryptography;
using CsCheck;
using Moderation.Core.Evidence.Vault;
using Moderation.Core.Subjects;
using Moderation.Tests.Support;

namespace Moderation.Tests.Properties.Evidence;

public sealed class VaultSealLawTests
{
    private static readonly CaseId One = CaseId.Parse("cas-one");
    private static readonly CaseId Other = CaseId.Parse("cas-other");
    private static readonly Gen<byte[]> Keys = Gen.Byte.Array[VaultSeal.KeyByteCount];
    private static readonly Gen<byte[]> Nonces = Gen.Byte.Array[VaultSeal.NonceByteCount];
    private static readonly Gen<byte[]> Contents = Gen.Byte.Array[0, 300];
    private static readonly Gen<VaultPurpose> Purposes = Gen.Enum<VaultPurpose>();

    [Fact]
    public void What_was_sealed_opens_to_the_same_and_holds_28_bytes_more_than_its_head() =>
        Gen.Select(Keys, Nonces, Contents, Purposes).Sample((secret, nonce, content, purpose) =>
        {
            using var key = new CaseKey(One, secret);
            var item = key.Seal(key.NameOf(content), purpose, nonce, content);
            return item.Length == CaseKey.Magic.Length + 1 + VaultSeal.OverheadByteCount + content.Length && key.Open(key.NameOf(content), item).AsSpan().SequenceEqual(content);
        });

    [Fact]
    public void One_changed_bit_anywhere_is_refused() =>
        Gen.Select(Keys, Nonces, Contents, Gen.Int[0, 1_000_000]).Sample((secret, nonce, content, at) =>
        {
            using var key = new CaseKey(One, secret);
            var item = key.Seal("item", VaultPurpose.Review, nonce, content);
            item[at / 8 % item.Length] ^= (byte)(1 << (at % 8));
            return Refuses(() => key.Open("item", item));
        });

    [Fact]
    public void A_cut_off_item_is_refused() =>
        Gen.Select(Keys, Nonces, Contents, Gen.Int[1, 400]).Sample((secret, nonce, content, cut) =>
        {
            using var key = new CaseKey(One, secret);
            var item = key.Seal("item", VaultPurpose.Review, nonce, content);
            return Refuses(() => key.Open("item", item.AsSpan(0, Math.Max(0, item.Length - cut))));
        });

    [Fact]
    public void Another_name_another_case_and_another_key_do_not_open_it() =>
        Gen.Select(Keys, Keys, Nonces, Contents).Where((secret, other, _, _) => !secret.SequenceEqual(other)).Sample((secret, other, nonce, content) =>
        {
            using var key = new CaseKey(One, secret);
            using var keyOfOtherCase = new CaseKey(Other, secret);
            using var wrongKey = new CaseKey(One, other);
            var item = key.Seal("item", VaultPurpose.Review, nonce, content);
            return Refuses(() => key.Open("iten", item)) && Refuses(() => keyOfOtherCase.Open("item", item)) && Refuses(() => wrongKey.Open("item", item));
        });

    [Fact]
    public void The_same_content_has_one_name_in_a_case_and_another_in_every_other() =>
        Gen.Select(Keys, Keys, Contents).Where((secret, other, _) => !secret.SequenceEqual(other)).Sample((secret, other, content) =>
        {
            using var key = new CaseKey(One, secret);
            using var again = new CaseKey(One, secret);
            using var elsewhere = new CaseKey(Other, other);
            return key.NameOf(content) == again.NameOf(content) && key.NameOf(content) != elsewhere.NameOf(content)
                && key.NameOf(content) != Convert.ToHexStringLower(SHA256.HashData(content));
        });

    [Fact]
    public void A_wrapped_key_opens_with_its_master_key_as_what_it_says_it_is_and_not_otherwise() =>
        Gen.Select(Keys, Keys, Keys, Nonces, Purposes).Where((_, master, other, _, _) => !master.SequenceEqual(other)).Sample((secret, master, other, nonce, purpose) =>
        {
            using var key = new CaseKey(One, secret);
            var wrapped = WrappedKey.Wrap(key, master, nonce, One, purpose, Records.Noon);
            using var unwrapped = wrapped.Unwrap(master);
            return unwrapped.Secret.SequenceEqual(secret)
                && Refuses(() => Dropped(wrapped.Unwrap(other)))
                && Refuses(() => Dropped((wrapped with { CaseId = Other }).Unwrap(master)))
                && Refuses(() => Dropped((wrapped with { Since = wrapped.Since.AddTicks(1) }).Unwrap(master)))
                && Refuses(() => Dropped((wrapped with { Purpose = (VaultPurpose)(((int)purpose + 1) % 3) }).Unwrap(master)));
        });

    [Fact]
    public void A_receipt_holds_as_it_was_signed_and_not_otherwise()
    {
        using var key = Core.Review.Audit.AuditSignature.ReadKey(TestKeys.AuditPem());
        var receipt = new ErasureReceipt
        {
            CaseId = One, At = Records.Noon, Actor = "ada", Reason = "asked", WrappedKeySha256 = "00", Items = 3, IsPreserved = false, KeyId = "k",
        }.Sign(key);

        Assert.True(receipt.IsSignedBy(key));
        ErasureReceipt[] forged =
        [
            receipt with { CaseId = Other }, receipt with { At = receipt.At.AddTicks(1) }, receipt with { Actor = "bob" }, receipt with { Reason = "" },
            receipt with { WrappedKeySha256 = "01" }, receipt with { Items = 4 }, receipt with { IsPreserved = true }, receipt with { KeyId = "l" }, receipt with { Signature = "" },
        ];
        Assert.All(forged, one => Assert.False(one.IsSignedBy(key)));
    }

    private static byte[] Dropped(CaseKey key)
    {
        key.Dispose();
        return [];
    }

    private static bool Refuses(Func<byte[]> open)
    {
        try
        {
            _ = open();
            return false;
        }
        catch (VaultSealException)
        {
            return true;
        }
    }
}
