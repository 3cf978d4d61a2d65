using System.Net;
using System.Text.Json;
using Moderation.Api.Hosting;
using Moderation.Cli.Evidence;
using Moderation.Cli.Host;
using Moderation.Core.Subjects;
using Moderation.Tests.Support;

namespace Moderation.Tests.Pipeline;

/// <summary>The real program, killed the hard way in the middle of a rotation of master keys.</summary>
[Collection(PostgresTests.Name)]
public sealed class KeyRotationCrashTests(PostgresServer server) : IDisposable
{
    private const int Cases = 60;
    private const int Killed = 128 + (int)Signal.Kill;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly RotatedVault _vault = new();
    private readonly TemporaryFolder _folder = new();
    private readonly ChildLauncher _launcher = new();

    [PostgresFact]
    public async Task Rotation_that_was_killed_goes_on_when_it_is_asked_again_and_every_case_opens_all_the_while()
    {
        await FillAsync();
        var (database, cases) = (await server.CreateDatabaseAsync(), _vault.Old.Reader.Cases().ToList());
        var secrets = cases.SelectMany(_vault.Secrets).ToList();
        // Whoever rotates waits here until it is killed; the first case has another lock.
        using (await _vault.Old.Files.LockAsync(cases.Skip(Cases / 2).First(caseId => LockOf(caseId) != LockOf(cases[0])), CancellationToken.None))
        {
            var port = PortOwner.PickFree();
            await using var first = await StartAsync(database, port, 0);
            await AskToRotateAsync(port);
            await KafkaFixture.Until(() => first.Exited.IsCompleted || _vault.Census().Master.GetValueOrDefault(_vault.NewKeyId) > 0, "a key is rewrapped");
            Assert.True(Signals.Send(first.Identity.Pid, Signal.Kill), string.Join('\n', first.Log.Tail(20)));
            Assert.Equal(Killed, await first.Exited.WaitAsync(Patience));
        }

        Assert.InRange(_vault.Census().Master[_vault.NewKeyId], 1, Cases - 1);
        AssertAllOpen(cases);
        _vault.AssertNoPlaintextKey(secrets);

        var again = PortOwner.PickFree();
        await using var second = await StartAsync(database, again, 1);
        await AskToRotateAsync(again);
        await KafkaFixture.Until(() => second.Exited.IsCompleted || IsDone(again), "the rotation is done");

        Assert.Equal(Cases, _vault.CensusAlone().Require().Master[_vault.NewKeyId]);
        AssertAllOpen(cases);
        _vault.AssertNothingUnfinished();
        _vault.AssertNoPlaintextKey(secrets);
        Assert.True(await second.StopAsync(Patience), "it stops when it is asked to");
    }

    public void Dispose()
    {
        _launcher.Dispose();
        _folder.Dispose();
        _vault.Dispose();
    }

    private string LockOf(CaseId caseId) => _vault.Old.Files.Folder.Lock(caseId);

    private async Task FillAsync()
    {
        // What lies in it must not be over before it begins.
        _vault.Old.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
        for (var number = 1; number <= Cases; number++)
            await _vault.Old.StoreAsync(CaseId.Parse($"cas-{number}"), number, $"line {number}");
    }

    private void AssertAllOpen(IEnumerable<CaseId> cases) => Assert.All(cases, caseId =>
    {
        var cited = Assert.Single(_vault.New.List(caseId)!).Cited;
        Assert.StartsWith("line ", System.Text.Encoding.UTF8.GetString(_vault.New.Open(caseId, cited[0].ItemId!)!), StringComparison.Ordinal);
    });

    private static async Task AskToRotateAsync(int port)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await ModerationApplication.EventuallyAsync(
            async () =>
            {
                try
                {
                    return (await http.AskAsync(HttpMethod.Post, "/v1/evidence/keys:rotate", new { note = "yearly" }, ("Actor", "root"))).Status;
                }
                catch (HttpRequestException)
                {
                    // It still starts.
                    return HttpStatusCode.ServiceUnavailable;
                }
            },
            status => status == HttpStatusCode.Accepted);
    }

    private static bool IsDone(int port)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/evidence/keys");
        using var response = http.Send(request);
        using var answer = JsonDocument.Parse(response.Content.ReadAsStream());
        return !VaultKeysText.IsRunning(answer.RootElement);
    }

    private Task<ChildProcess> StartAsync(string database, int port, int run) => ChildProcess.StartAsync(
        new ChildProgram
        {
            Name = "api",
            FileName = "dotnet",
            Arguments =
            [
                typeof(StartRefusedException).Assembly.Location, $"--urls=http://127.0.0.1:{port}", $"--ConnectionStrings:Moderation={database}", "--Kafka:BootstrapServers=127.0.0.1:1",
                "--Projection:ClusterId=none", "--Access:Development=true", "--Jobs:Enabled=false", $"--Audit:KeyFile={TestKeys.AuditKeyFile}",
                .. _vault.Settings.Select(setting => $"--{setting.Key}={setting.Value}"),
            ],
            WorkingFolder = _folder.Path,
            Log = new ChildLog(_folder.File($"api-{run}.log")),
        },
        _launcher);
}
