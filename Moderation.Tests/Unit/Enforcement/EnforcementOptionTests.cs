using System.ComponentModel.DataAnnotations;
using Moderation.Core.Enforcement;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Moderation.Worker.Enforcement;
using Moderation.Worker.Enforcement.Edges;
using Moq;

namespace Moderation.Tests.Unit.Enforcement;

public sealed class EnforcementOptionTests
{
    private static readonly string Secret = WebhookSecret.Prefix + Convert.ToBase64String(new byte[32]);

    [Theory]
    [InlineData("https://platform.example/orders", false)]
    [InlineData("http://127.0.0.1:8080/orders", false)]
    [InlineData("http://localhost/orders", false)]
    [InlineData("http://platform.example/orders", true)]
    public void A_webhook_is_https_or_on_this_machine_or_plain_by_name(string url, bool plain)
    {
        Assert.Empty(new WebhookTarget { Url = url, Secrets = [Secret], AllowPlainHttp = plain }.FindFaults());
    }

    [Theory]
    [InlineData("http://platform.example/orders", nameof(WebhookTarget.AllowPlainHttp))]
    [InlineData("ftp://platform.example", nameof(WebhookTarget.Url))]
    [InlineData("/orders", nameof(WebhookTarget.Url))]
    public void Any_other_address_is_refused(string url, string names)
    {
        Assert.Contains(names, Assert.Single(new WebhookTarget { Url = url, Secrets = [Secret] }.FindFaults()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_webhook_without_a_secret_or_with_what_is_none_is_refused_without_repeating_it()
    {
        const string Wrong = "whsec_short";

        Assert.Contains(nameof(WebhookTarget.Secrets), Assert.Single(Target([]).FindFaults()), StringComparison.Ordinal);
        Assert.DoesNotContain(Wrong, Assert.Single(Target([Wrong]).FindFaults()), StringComparison.Ordinal);
        Assert.Contains("not there", Assert.Single(Target([], "/nowhere/secrets").FindFaults()), StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_may_lie_in_a_file()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("secrets"), $"{Secret}\n\n{Secret}\n");

        var target = Target([], folder.File("secrets"));

        Assert.Empty(target.FindFaults());
        Assert.Equal(2, target.ReadSecrets().Length);
    }

    [Fact]
    public void A_kind_that_is_none_is_told_with_those_that_are()
    {
        var fault = Assert.Single(new WebhookTarget { Url = "https://platform.example", Secrets = [Secret], Kinds = ["cut_live", "cut"] }.FindFaults());

        Assert.Contains("called cut;", fault, StringComparison.Ordinal);
        Assert.Contains("hold_payout", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_of_a_webhook_is_told_with_its_place()
    {
        var options = new EnforcementOptions { Webhooks = [Target([Secret]), new WebhookTarget { Url = "nowhere", Secrets = [Secret] }], AnswerWithin = TimeSpan.FromMinutes(30) };

        var faults = options.Validate(new ValidationContext(options)).Select(fault => fault.ErrorMessage).ToList();

        Assert.Equal(2, faults.Count);
        Assert.Contains(nameof(EnforcementOptions.LongestWait), faults[0], StringComparison.Ordinal);
        Assert.StartsWith("Enforcement:Webhooks:1: ", faults[1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_log_says_of_an_edge_shows_neither_its_path_nor_who_logs_in()
    {
        var webhook = new WebhookEdge(0, new WebhookTarget { Url = "https://user:secret@platform.example:8443/orders?key=secret", Secrets = [Secret] }, Mock.Of<IHttpClientFactory>(), TimeProvider.System);
        var nginx = new NginxRtmpEdge(new NginxRtmpOptions { ControlUrl = "http://user:secret@127.0.0.1:8080/control" }, Mock.Of<IHttpClientFactory>(), TimeProvider.System);

        Assert.Equal("https://platform.example:8443", webhook.Describes);
        Assert.Equal("http://127.0.0.1:8080, application live", nginx.Describes);
    }

    [Fact]
    public void Every_kind_of_order_has_a_breaker()
    {
        Assert.Equal(Enum.GetValues<ActionKind>().Order(), new BreakerOptions().MaxPerMinute().Keys.Order());
    }

    private static WebhookTarget Target(IReadOnlyList<string> secrets, string? file = null) => new() { Url = "https://platform.example", Secrets = secrets, SecretFile = file };
}
