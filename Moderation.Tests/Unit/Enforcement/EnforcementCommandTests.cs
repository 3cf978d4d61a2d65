using System.CommandLine;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Moderation.Cli;
using Moderation.Cli.Enforcement;

namespace Moderation.Tests.Unit.Enforcement;

/// <summary>The commands against a service that writes down what it is asked.</summary>
public sealed class EnforcementCommandTests : IAsyncLifetime
{
    private const string Set = """{"scope":"policy","name":"minors.host","mode":"off","lift":true,"at":"2026-03-01T12:00:00Z","until":"2026-03-01T14:00:00Z","actor":"ann","note":"x","isPolicyKnown":true,"isSilent":false}""";

    private const string Standing =
        """
        {"at":"2026-03-01T12:00:00Z","ageSeconds":0.42,"isSilent":false,"trouble":null,"held":3,"unanswered":2,"overdue":1,"inForce":17,
         "breakers":[{"kind":"cut_live","at":"2026-03-01T11:59:00Z","until":"2026-03-01T12:14:00Z","maxPerMinute":5}],
         "controls":[{"scope":"everything","name":null,"mode":"dry_run","lift":false,"at":"2026-03-01T11:00:00Z","until":null,"actor":"ann","note":"a [trial]","isObeyed":true}]}
        """;

    private const string Order =
        """
        {"items":[{"orderedAt":"2026-03-01T12:00:00Z","actionId":"act-1","kind":"cut_live","reverses":null,"liveId":"live-7","policy":{"name":"minors.host"},"active":true,
          "expiresAt":"2026-03-01T12:15:00Z","dispatch":{"state":"released","reason":null,"detail":null,"attempts":3,"isOverdue":true}}],"nextCursor":"abc"}
        """;

    private readonly List<(string Line, string Body)> _asked = [];
    private WebApplication _service = null!;
    private string _address = "";
    private (int Status, string Body) _answer = (200, Set);

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _service = builder.Build();
        _service.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            _asked.Add(($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}", await reader.ReadToEndAsync()));
            context.Response.StatusCode = _answer.Status;
            await context.Response.WriteAsync(_answer.Body);
        });
        await _service.StartAsync();
        _address = _service.Urls.Single();
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public void Off_says_over_what_for_how_long_by_whom_and_why()
    {
        var before = TimeProvider.System.GetUtcNow();
        var (code, output, error) = Run("off", "--policy", "minors.host", "--lift", "--note", "camera app", "--for", "2h", "--as", "ann");

        var (line, text) = Assert.Single(_asked);
        Assert.Equal("PUT /v1/enforcement/controls/policies/minors.host", line);
        var body = JsonDocument.Parse(text).RootElement;
        Assert.Equal(("off", true, "camera app", "ann"), (body.GetProperty("mode").GetString(), body.GetProperty("lift").GetBoolean(), body.GetProperty("note").GetString(), body.GetProperty("actor").GetString()));
        Assert.InRange(body.GetProperty("until").GetDateTimeOffset(), before.AddHours(2), TimeProvider.System.GetUtcNow().AddHours(2));
        Assert.Equal((0, "policy minors.host: off until 2026-03-01 14:00:00Z; what is in force under it is taken back\n", ""), (code, output, error));
    }

    [Theory]
    [InlineData("PUT /v1/enforcement/controls/everything", "off", "off", "--everything")]
    [InlineData("PUT /v1/enforcement/controls/kinds/cut_live", "enforce", "on", "--kind", "cut_live")]
    [InlineData("PUT /v1/enforcement/controls/policies/minors.host", "dry_run", "dry-run", "--policy", "minors.host")]
    public void Each_switch_goes_to_its_place_and_lasts_until_somebody_sets_it_again(string line, string mode, params string[] arguments)
    {
        Run([.. arguments, "--note", "x"]);

        var (asked, text) = Assert.Single(_asked);
        var body = JsonDocument.Parse(text).RootElement;
        Assert.Equal((line, mode, JsonValueKind.Null, false), (asked, body.GetProperty("mode").GetString(), body.GetProperty("until").ValueKind, body.GetProperty("lift").GetBoolean()));
        Assert.Equal(Environment.UserName, body.GetProperty("actor").GetString());
    }

    [Fact]
    public void A_name_that_nobody_knows_and_silence_are_warned_of()
    {
        _answer = (200, Set.Replace("\"isPolicyKnown\":true,\"isSilent\":false", "\"isPolicyKnown\":false,\"isSilent\":true", StringComparison.Ordinal));

        var (code, _, error) = Run("off", "--policy", "minors.hots", "--note", "x");

        Assert.Contains("knows no policy of that name", error, StringComparison.Ordinal);
        Assert.Contains("enforcement is silent", error, StringComparison.Ordinal);
        Assert.Equal(0, code);
    }

    [Theory]
    [InlineData("say over what", "off", "--note", "x")]
    [InlineData("say over what", "off", "--everything", "--kind", "cut_live", "--note", "x")]
    [InlineData("--note", "off", "--everything")]
    [InlineData("such as 90s", "off", "--everything", "--note", "x", "--for", "soon")]
    [InlineData("cut_stream", "on", "--kind", "cut_stream", "--note", "x")]
    [InlineData("--lift", "on", "--everything", "--lift", "--note", "x")]
    [InlineData("--for", "on", "--everything", "--for", "2h", "--note", "x")]
    [InlineData("sent", "orders", "--state", "sent")]
    [InlineData("1 to 500", "history", "--limit", "0")]
    public void Wrong_use_is_told_before_anything_is_asked(string says, params string[] arguments)
    {
        var parsed = EnforcementCommand.Create().Parse([.. arguments, "--api", _address]);

        Assert.Contains(parsed.Errors, error => error.Message.Contains(says, StringComparison.Ordinal));
        Assert.Empty(_asked);
    }

    [Fact]
    public void Status_tells_what_waits_breakers_and_switches()
    {
        _answer = (200, Standing);

        var (code, output, _) = Run("status");

        Assert.Equal(0, code);
        Assert.StartsWith("enforcement works, heard 0.4 s ago\nin force    17\nheld        3\nunanswered  2\noverdue     1\n", output, StringComparison.Ordinal);
        Assert.Contains("cut_live tripped at 2026-03-01 11:59:00Z, over 5 a minute; closes at 2026-03-01 12:14:00Z, or with `moderation enforcement on --kind cut_live`", output, StringComparison.Ordinal);
        Assert.Matches(@"everything +dry_run +yes +2026-03-01 11:00:00Z +- +ann +a \[trial\]", output);
    }

    [Fact]
    public void Silence_is_exit_code_1_and_what_is_unknown_is_no_number()
    {
        _answer = (200, """{"at":null,"ageSeconds":null,"isSilent":true,"trouble":null,"held":null,"unanswered":null,"overdue":null,"inForce":null,"breakers":null,"controls":[]}""");

        var (code, output, _) = Run("status");

        Assert.Equal(1, code);
        Assert.StartsWith("enforcement is silent, never heard of: nothing is enforced\nin force    unknown\n", output, StringComparison.Ordinal);

        _answer = (200, _answer.Body.Replace("\"trouble\":null", "\"trouble\":\"1/1 brokers are down\"", StringComparison.Ordinal));
        Assert.Contains("the service itself hears nothing: 1/1 brokers are down", Run("status").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Orders_are_asked_for_by_state_and_told_in_a_table()
    {
        _answer = (200, Order);

        var (_, output, _) = Run("orders", "--state", "released", "--overdue", "--live", "live-7", "--limit", "20");

        Assert.Equal("GET /v1/actions?limit=20&state=released&liveId=live-7&overdue=true", Assert.Single(_asked).Line);
        Assert.Matches("act-1 +cut_live +live-7 +minors.host +released, overdue +3 +2026-03-01 12:15:00Z", output);
        Assert.Contains("there are older ones", output, StringComparison.Ordinal);
    }

    [Fact]
    public void History_tells_who_set_what_and_why()
    {
        _answer = (200, """{"items":[{"scope":"kind","name":"cut_live","mode":"off","lift":true,"at":"2026-03-01T11:00:00Z","until":null,"actor":"ann","note":"a trial","isCurrent":true}],"nextCursor":null}""");

        var (_, output, _) = Run("history", "--current");

        Assert.Equal("GET /v1/enforcement/controls?limit=50&current=true", Assert.Single(_asked).Line);
        Assert.Matches("2026-03-01 11:00:00Z +kind cut_live +off +yes +- +ann +a trial +yes", output);
    }

    [Fact]
    public void Reverse_names_order_reason_and_person_and_tells_the_reversal()
    {
        _answer = (202, """{"actionId":"act-2","reverses":"act-1","links":{"self":"/v1/actions/act-2","reversed":"/v1/actions/act-1"}}""");

        var (_, output, _) = Run("reverse", "act-1", "--note", "she is 34", "--as", "ann");

        Assert.Equal(("POST /v1/actions/act-1:reverse", """{"note":"she is 34","actor":"ann"}"""), Assert.Single(_asked));
        Assert.Equal("act-1 is taken back by act-2\n", output);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("history")]
    [InlineData("orders")]
    [InlineData("reverse", "act-1", "--note", "x")]
    [InlineData("off", "--everything", "--note", "x")]
    public void Json_is_the_services_own_answer_and_a_refusal_its_own_words(params string[] arguments)
    {
        _answer = (200, """{"isSilent":false}""");
        Assert.Equal(JsonValueKind.False, JsonDocument.Parse(Run([.. arguments, "--json"]).Output).RootElement.GetProperty("isSilent").ValueKind);

        _answer = (503, """{"type":"urn:x","title":"The broker did not take it.","detail":"Ask again."}""");
        Assert.Equal("The broker did not take it. Ask again.", Assert.Throws<ToolException>(() => Run(arguments)).Message);
    }

    private (int Code, string Output, string Error) Run(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var parsed = EnforcementCommand.Create().Parse([.. arguments, "--api", _address]);
        Assert.Empty(parsed.Errors);
        var code = parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        return (code, output.ToString(), error.ToString());
    }
}
