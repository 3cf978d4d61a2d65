using System.Diagnostics;
using System.Text.RegularExpressions;
using Moderation.Api.Enforcement;
using Moderation.Core.Access;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Moderation.Tests.Unit.Supervision;
using static Moderation.Tests.Support.ModerationApplication;

namespace Moderation.Tests.Kafka;

/// <summary>The life of a case as docs/integrators.md tells it with curl: its lines are run as they stand there, one paragraph after another.</summary>
[Collection(PostgresTests.Name)]
public sealed partial class CurlLifeTests(PostgresServer server) : IAsyncLifetime, IDisposable
{
    private const string Heading = "## The life of a case, with curl";
    private readonly MockKafka _kafka = new();
    private readonly TestFolder _folder = new();
    private string _database = "";

    public async Task InitializeAsync() => _database = await server.CreateDatabaseAsync();

    public Task DisposeAsync() => server.DropDatabaseAsync(_database);

    public void Dispose()
    {
        _folder.Dispose();
        _kafka.Dispose();
    }

    [PostgresFact]
    public async Task The_lines_of_the_document_take_a_flag_to_a_verdict_an_order_and_an_appeal()
    {
        await using var app = new ModerationApplication(_database, _kafka.BootstrapServers, ("Policies:Directory", Path.Combine(Repository.Root, "policies")));
        var (api, answers) = (app.Listen(), new List<string>());
        var key = await app.KeyAsync("curl", Role.Service, Role.Reviewer);
        await _kafka.SendAsync(TopicNames.Sessions, "live-7", SessionEvents.Event("live-7", 1, SessionEventKind.LiveStarted), WireJson.Default.SessionEventRecord);

        foreach (var step in Steps().Skip(1))
        {
            await ReadyAsync(app, step);
            answers.Add(await RunAsync($"API={api.AbsoluteUri.TrimEnd('/')} KEY={key}", step));
        }

        Assert.All(answers, answer => Assert.DoesNotContain("urn:moderation:problem", answer, StringComparison.Ordinal));
        Assert.Contains("live_started", string.Concat(answers), StringComparison.Ordinal);
        Assert.Equal(1, await app.CountAsync("review_case where kind = 'report' and outcome = 'upheld'"));
        Assert.Equal(1, await app.CountAsync("review_case where kind = 'appeal'"));
        Assert.Contains("\"outcome\":\"upheld\"", answers[^1], StringComparison.Ordinal);
    }

    /// <summary>What a person's pause between two lines does, and the Worker of an installation: what the line needs is there.</summary>
    private async Task ReadyAsync(ModerationApplication app, string step)
    {
        if (step.Contains(":claim-next", StringComparison.Ordinal))
            await EventuallyAsync(() => app.CountAsync("review_case"), count => count == 1);
        if (step.Contains("session-events", StringComparison.Ordinal))
            await EventuallyAsync(() => app.CountAsync("session_event"), count => count == 1);
        if (step.Contains("ACTION=$(", StringComparison.Ordinal))
            await app.Database.ProjectAsync(new ActionProjector(), _kafka.Read(TopicNames.Orders, 1, WireJson.Default.ActionRecord).Single());
    }

    /// <summary>Runs a paragraph in a shell that knows what those before it set.</summary>
    private async Task<string> RunAsync(string settings, string step)
    {
        var (script, state) = (Path.Combine(_folder.Home.Root, "step.sh"), Path.Combine(_folder.Home.Root, "state"));
        await File.WriteAllTextAsync(
            script, $"set -euo pipefail\n{settings}\n[ ! -f {state} ] || . {state}\n{Steps()[0]}\n{step}\nfor name in CASE ID V N ACTION; do declare -p $name 2>/dev/null || true; done > {state}\n");
        using var shell = Process.Start(new ProcessStartInfo("bash", [script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = shell.StandardError.ReadToEndAsync();
        var answer = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        Assert.True(shell.ExitCode == 0, $"{step}\n{answer}\n{await errors}");
        return answer;
    }

    private static string[] Steps()
    {
        var section = Repository.Read("docs/integrators.md").Split(Heading, 2)[1];
        return Block().Match(section).Groups[1].Value.Trim().Split("\n\n");
    }

    [GeneratedRegex("```bash\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
