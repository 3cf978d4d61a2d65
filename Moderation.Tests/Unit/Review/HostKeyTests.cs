using System.Runtime.Versioning;
using Moderation.Cli;
using Moderation.Cli.Host;
using Moderation.Core.Evidence.Vault;
using Moderation.Core.Review.Audit;
using Moderation.Tests.Support;
using Moderation.Vault;

namespace Moderation.Tests.Unit.Review;

[SupportedOSPlatform("linux")]
public sealed class HostKeyTests
{
    [Fact]
    public void The_development_host_makes_its_key_once_for_its_user_alone()
    {
        using var folder = new TemporaryFolder();
        var home = new ModerationHome(folder.Path);

        var path = HostKeys.Audit(home);
        var text = File.ReadAllText(path);

        using var key = AuditSignature.ReadKey(text);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal((path, text), (HostKeys.Audit(home), File.ReadAllText(path)));
        Assert.Contains("never written over", Assert.Throws<ToolException>(() => HostKeys.WriteNewAuditKey(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_makes_two_different_master_keys_for_the_vault_in_the_same_way()
    {
        using var folder = new TemporaryFolder();
        var home = new ModerationHome(folder.Path);

        var settings = HostKeys.Vault(home);

        var files = new[] { settings["Evidence__Vault__MasterKeyFile"], settings["Evidence__Vault__HoldKeyFile"] };
        new MasterKeys(new VaultOptions { MasterKeyFile = files[0], HoldKeyFile = files[1] }).Require();
        Assert.All(files, path => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path)));
        Assert.Equal(settings, HostKeys.Vault(home));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    public void What_is_no_key_is_refused_without_repeating_it(string text) =>
        Assert.DoesNotContain("AAAA", Assert.Throws<FormatException>(() => AuditSignature.ReadKey(text)).Message, StringComparison.Ordinal);
}
