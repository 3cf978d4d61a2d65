using CsCheck;
using Moderation.Api.Access;
using Moderation.Core.Access;

namespace Moderation.Tests.Unit.Access;

public sealed class CredentialTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Secret_is_found_by_its_id_and_proved_by_its_whole_text_only()
    {
        var key = Credential.Draw(Credential.KeyPrefix);

        Assert.Equal(key.Id, Credential.IdOf(key.Text, Credential.KeyPrefix).ToString());
        Assert.True(Credential.IdOf(key.Text, Credential.SessionPrefix).IsEmpty);
        Assert.True(Credential.IsOf(key.Text, key.Hash));
        foreach (var i in Enumerable.Range(0, key.Text.Length))
            Assert.False(Credential.IsOf(string.Concat(key.Text.AsSpan(0, i), key.Text[i] == 'A' ? "B" : "A", key.Text.AsSpan(i + 1)), key.Hash));
        Assert.DoesNotContain(key.Text, $"{key}", StringComparison.Ordinal);
        Assert.NotEqual(key.Text, Credential.Draw(Credential.KeyPrefix).Text);
    }

    [Fact]
    public void Text_that_is_no_secret_has_no_id_and_breaks_nothing() =>
        Gen.String.Sample(text => Credential.IdOf(text, Credential.KeyPrefix).IsEmpty && Credential.IdOf($"mod_{text}", Credential.KeyPrefix).Length is 0 or Credential.IdLength);

    [Fact]
    public void Session_ends_when_it_expires_and_when_it_is_idle_and_use_keeps_it()
    {
        var session = Credential.Draw(Credential.SessionPrefix);
        var known = Known(session, Noon.AddHours(3), Noon);
        var idle = TimeSpan.FromHours(1);

        Assert.True(known.Proves(session.Text, Noon.AddMinutes(59), idle));
        Assert.True(known.Proves(session.Text, Noon.AddMinutes(118), idle));
        Assert.False(known.Proves(session.Text, Noon.AddMinutes(178), idle));
        Assert.False(Known(session, Noon.AddHours(3), Noon.AddHours(3)).Proves(session.Text, Noon.AddHours(3), idle));
        Assert.True(Known(session, Noon.AddHours(3), null).Proves(session.Text, Noon.AddHours(2.9), idle));
    }

    private static KnownCaller Known(Credential secret, DateTimeOffset expiresAt, DateTimeOffset? usedAt) => new(
        new Caller { Id = "acc-1", Name = "ada", Pseudonym = Pseudonym.Of("acc-1"), Kind = CallerKind.Person, Roles = [Role.Reviewer], Proof = CallerProof.Session },
        secret.Hash, expiresAt, usedAt);
}
