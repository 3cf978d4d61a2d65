using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Moderation.Cli;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Policies.Commands;

/// <summary>The commands against a service that writes down what it is asked.</summary>
public sealed class ServiceCommandTests : IAsyncLifetime, IDisposable
{
    private const string Version = """{"version":3,"sheetHash":"0123456789abcdef","state":"canary","author":"ana","approvedBy":"ben","canaryShare":0.05,"humanConfirm":null}""";
    private readonly PolicyTool _tool = new();
    private readonly List<(string Line, string Body, string Actor)> _asked = [];
    private WebApplication _service = null!;
    private string _address = "";
    private Func<HttpRequest, (int Status, string Body)> _answer = _ => (200, Version);

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _service = builder.Build();
        _service.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            _asked.Add(($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}", await reader.ReadToEndAsync(), context.Request.Headers["Actor"].ToString()));
            var (status, body) = _answer(context.Request);
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(body);
        });
        await _service.StartAsync();
        _address = _service.Urls.Single();
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Promote_sends_state_share_actor_and_note_and_tells_the_state()
    {
        var (_, output) = PolicyTool.Run("promote", "minors.host", "3", "--to", "canary", "--share", "0.05", "--as", "ben", "--note", "looks good", "--api", _address);

        var (line, body, _) = Assert.Single(_asked);
        Assert.Equal("POST /v1/policies/minors.host/versions/3/promote", line);
        Assert.Equal("""{"to":"canary","canaryShare":0.05,"actor":"ben","note":"looks good"}""", body);
        Assert.Contains("minors.host version 3 (0123456789abcdef) is canary for 5% of the lives", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Publish_hands_the_sheet_in_as_it_is_written()
    {
        _answer = _ => (201, $"{{\"version\":{Version},\"yaml\":\"\",\"json\":{{}}}}");
        var path = _tool.Write("minors.host.yaml", PolicyTool.Minors);

        PolicyTool.Run("publish", path, "--as", "ana", "--api", _address);

        var (line, body, actor) = Assert.Single(_asked);
        Assert.Equal(("POST /v1/policies/minors.host/versions", PolicyTool.Minors, "ana"), (line, body, actor));
    }

    [Fact]
    public void Shadow_takes_a_draft_through_its_tests()
    {
        _answer = request => (200, request.Method == "GET" ? """{"version":{"state":"draft"}}""" : Version);

        PolicyTool.Run("shadow", "minors.host", "3", "--api", _address);

        Assert.Equal(["", "tested", "shadow"], _asked.Select(asked => asked.Body.Length == 0 ? "" : JsonDocument.Parse(asked.Body).RootElement.GetProperty("to").GetString()));
    }

    [Theory]
    [InlineData("rollback", "POST /v1/policies/minors.host/rollback", "minors.host")]
    [InlineData("retire", "POST /v1/policies/minors.host/versions/3/retire", "minors.host", "3")]
    public void Other_steps_go_to_their_place(string command, string line, params string[] arguments)
    {
        PolicyTool.Run([command, .. arguments, "--api", _address]);

        Assert.Equal(line, Assert.Single(_asked).Line);
    }

    [Fact]
    public void A_refusal_is_told_in_the_services_own_words()
    {
        _answer = _ => (403, """{"type":"urn:x","title":"It takes another person.","detail":"ana wrote it."}""");

        var fault = Assert.Throws<ToolException>(() => PolicyTool.Run("retire", "minors.host", "3", "--api", _address));

        Assert.Equal("It takes another person. ana wrote it.", fault.Message);
    }

    [Fact]
    public void A_service_that_is_none_or_not_there_is_told()
    {
        _answer = _ => (200, "<html>");
        Assert.Contains("does not answer as this service does", Assert.Throws<ToolException>(() => PolicyTool.Run("list", "--api", _address)).Message, StringComparison.Ordinal);
        Assert.Contains("does not answer", Assert.Throws<ToolException>(() => PolicyTool.Run("list", "--api", "http://127.0.0.1:1")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void List_shows_versions_and_leaves_the_retired_ones_out()
    {
        _answer = _ => (200, $$"""{"items":[{"name":"minors.host","versions":[{{Version}},{{Version.Replace("canary\"", "retired\"", StringComparison.Ordinal).Replace("\"version\":3", "\"version\":2", StringComparison.Ordinal)}}]}]}""");

        Assert.DoesNotContain("retired", PolicyTool.Run("list", "--api", _address).Output, StringComparison.Ordinal);
        Assert.Contains("retired", PolicyTool.Run("list", "--all", "--api", _address).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_backtest_against_live_takes_the_live_version_of_the_service()
    {
        var sheet = _tool.Write("minors.host.yaml", PolicyTool.Minors);
        _answer = request => request.Path == "/v1/policies/minors.host"
            ? (200, """{"policy":{"versions":[{"version":4,"state":"draft"},{"version":2,"state":"live"}]}}""")
            : (200, JsonSerializer.Serialize(new { yaml = PolicyTool.Minors.Replace("0.80", "0.85", StringComparison.Ordinal) }));
        var signals = _tool.WriteSession("child.jsonl", PolicyTool.Minors, 0, "live-1");

        var report = PolicyTool.RunJson("backtest", "--sheet", sheet, "--signals", signals, "--api", _address);

        Assert.Contains("GET /v1/policies/minors.host/versions/2", _asked.Select(asked => asked.Line));
        Assert.NotEqual(report.GetProperty("candidate").GetProperty("sheetHash").GetString(), report.GetProperty("against").GetProperty("sheetHash").GetString());
    }
}
