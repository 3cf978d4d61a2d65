using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Moderation.Cli.Review;

namespace Moderation.Tests.Unit.Review;

/// <summary>The command against a service that answers what a test wants.</summary>
public sealed class AuditCommandTests
{
    private const string Whole =
        """{"intact":true,"fault":null,"entries":7,"unsealed":2,"lastSeq":7,"lastHash":"00","rootsChecked":1,"rootsOfOtherKeys":3,"keyId":"0123456789abcdef"}""";

    private const string Broken =
        """
        {"intact":false,"fault":{"seq":5,"kind":"dropped","text":"after entry 4 comes entry 6"},"entries":7,"unsealed":0,"lastSeq":4,"lastHash":"00","rootsChecked":1,
         "rootsOfOtherKeys":0,"keyId":"0123456789abcdef"}
        """;

    [Fact]
    public async Task A_whole_log_ends_with_0_and_says_what_could_not_be_vouched_for()
    {
        var (exit, output) = await VerifyAsync(Whole);

        Assert.Equal(0, exit);
        Assert.Equal(
            ["whole: 7 entries, 1 signed roots checked (key 0123456789abcdef)", "the signatures of 3 roots by other keys could not be checked", "2 entries wait to be sealed"],
            output.Trim().Split('\n'));
    }

    [Fact]
    public async Task The_first_fault_is_named_and_ends_with_1()
    {
        var (exit, output) = await VerifyAsync(Broken);

        Assert.Equal(1, exit);
        Assert.Equal("NOT WHOLE at entry 5: dropped: after entry 4 comes entry 6", output.Trim());
    }

    private static async Task<(int Exit, string Output)> VerifyAsync(string answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var service = builder.Build();
        service.MapPost("/v1/audit:verify", () => Results.Content(answer, "application/json"));
        await service.StartAsync();
        using var output = new StringWriter();
        var root = new RootCommand { AuditCommand.Create() };
        var exit = await root.Parse(["audit", "verify", "--api", service.Urls.First()]).InvokeAsync(new InvocationConfiguration { Output = output });
        return (exit, output.ToString());
    }
}
