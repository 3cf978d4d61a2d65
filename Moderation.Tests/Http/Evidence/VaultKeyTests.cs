using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Api.Hosting;
using Moderation.Cli.Evidence;
using Moderation.Cli.Host;
using Moderation.Core.Access;
using Moderation.Core.Subjects;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http.Evidence;

[Collection(PeopleTests.Name)]
public sealed class VaultKeyTests(PostgresServer server) : IAsyncLifetime
{
    private const string Path = "/v1/evidence/keys";
    private const int Cases = 20;
    private string _database = "";

    private RotatedVault Vault { get; } = new();

    public async Task InitializeAsync()
    {
        if (PostgresServer.WhyNot is not null)
            return;
        _database = await server.CreateDatabaseAsync();
        Vault.Old.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
        for (var number = 1; number <= Cases; number++)
            await Vault.Old.StoreAsync(CaseId.Parse($"cas-{number}"), number, $"line {number}");
        await Vault.Old.Keeper.PreserveAsync(CaseId.Parse("cas-1"), CancellationToken.None);
        await Vault.EraseAsync(CaseId.Parse("cas-2"));
    }

    public Task DisposeAsync()
    {
        Vault.Dispose();
        return Task.CompletedTask;
    }

    [PostgresFact]
    public async Task Rotation_puts_every_case_under_the_new_key_and_the_audit_log_says_who_asked_and_how_it_ended()
    {
        await using var app = Start();
        Assert.Equal([$"evidence {Vault.NewKeyId} True 0", $"evidence {Vault.OldKeyId} False {Cases - 1}"], Counts(await app.GetJsonAsync(Path), "evidence"));

        Assert.Equal(HttpStatusCode.BadRequest, (await RotateAsync(app, " ")).Status);
        var (status, begun) = await RotateAsync(app, "yearly");
        var done = await ModerationApplication.EventuallyAsync(() => app.GetJsonAsync(Path), answer => !VaultKeysText.IsRunning(answer) && answer.GetProperty("rotation").ValueKind == JsonValueKind.Object);

        Assert.Equal((HttpStatusCode.Accepted, "root"), (status, begun.GetProperty("rotation").GetProperty("actor").GetString()));
        Assert.Equal([$"evidence {Vault.NewKeyId} True {Cases - 1}", $"evidence {Vault.OldKeyId} False 0"], Counts(done, "evidence"));
        Assert.Equal([0L, 1L], done.GetProperty("keys").EnumerateArray().Where(key => key.GetProperty("use").GetString() == "legal_hold").OrderBy(key => key.GetProperty("isCurrent").GetBoolean()).Select(key => key.GetProperty("cases").GetInt64()));
        Assert.False(VaultKeysText.IsLeft(done));
        Assert.Equal(("line 7", "line 1"), (Line(7), Line(1)));
        var entries = (await app.GetJsonAsync($"/v1/audit?target={Vault.NewKeyId}")).GetProperty("items");
        Assert.Equal(["evidence.rotated root", "evidence.rotation_asked root"], entries.EnumerateArray().Select(entry => $"{entry.GetProperty("kind").GetString()} {entry.GetProperty("actor").GetString()}"));
        Assert.Equal((Cases, 0), (entries[0].GetProperty("detail").GetProperty("rewrapped").GetInt32(), entries[0].GetProperty("detail").GetProperty("failed").GetInt32()));
    }

    [PostgresFact]
    public async Task What_cannot_be_opened_is_counted_and_left_and_all_else_is_rotated()
    {
        await File.WriteAllTextAsync(Vault.Old.Files.Folder.Key(CaseId.Parse("cas-3")), "no key");
        await using var app = Start();

        await RotateAsync(app, "yearly");
        var done = await ModerationApplication.EventuallyAsync(() => app.GetJsonAsync(Path), answer => !VaultKeysText.IsRunning(answer));

        Assert.Equal((1, 1), (done.GetProperty("unreadable").GetInt32(), done.GetProperty("rotation").GetProperty("failed").GetInt32()));
        Assert.True(VaultKeysText.IsLeft(done));
        Assert.Equal([$"evidence {Vault.NewKeyId} True {Cases - 2}", $"evidence {Vault.OldKeyId} False 0"], Counts(done, "evidence"));
        var told = new StringWriter();
        VaultKeysText.Write(done, told);
        Assert.Contains("current", told.ToString(), StringComparison.Ordinal);
        Assert.Contains("not needed any more", told.ToString(), StringComparison.Ordinal);
        Assert.Contains("the keys of 1 cases cannot be read", told.ToString(), StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Keys_are_for_who_looks_after_the_work_that_runs_by_itself()
    {
        await using var app = Start(AccessClient.Closed);
        using var reviewer = app.With(await app.KeyAsync("reviewer", Role.Senior));
        using var admin = app.With(await app.KeyAsync("admin", Role.Admin));

        Assert.Equal(HttpStatusCode.Forbidden, (await reviewer.AskAsync(HttpMethod.Get, Path)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await reviewer.AskAsync(HttpMethod.Post, $"{Path}:rotate", new { note = "x" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await admin.AskAsync(HttpMethod.Get, Path)).Status);
    }

    [PostgresFact]
    public async Task Service_that_lacks_a_key_which_cases_are_under_does_not_start()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var outcome = await CommandLine.RunAsync(
            [
                "dotnet", typeof(StartRefusedException).Assembly.Location, "--Kafka:BootstrapServers=127.0.0.1:1", $"--ConnectionStrings:Moderation={_database}", "--urls=http://127.0.0.1:0", "--Jobs:Enabled=false",
                "--Access:Development=true", $"--Audit:KeyFile={TestKeys.AuditKeyFile}", $"--Evidence:Vault:Directory={Vault.Old.Path}", $"--Evidence:Vault:MasterKeyFile={Vault.NewMaster}",
            ],
            deadline.Token);

        Assert.Contains($"moderation-api does not start: the vault needs key {Vault.OldKeyId}, which {Cases - 1} cases are under", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(2, outcome.ExitCode);
    }

    private static Task<(HttpStatusCode Status, JsonElement Body)> RotateAsync(ModerationApplication app, string note) =>
        app.SendAsync(HttpMethod.Post, $"{Path}:rotate", JsonContent.Create(new { note }), "root");

    private IEnumerable<string> Counts(JsonElement answer, string use) => answer.GetProperty("keys").EnumerateArray()
        .Where(key => key.GetProperty("use").GetString() == use)
        .OrderByDescending(key => key.GetProperty("id").GetString() == Vault.NewKeyId)
        .Select(key => $"{use} {key.GetProperty("id").GetString()} {key.GetProperty("isCurrent").GetBoolean()} {key.GetProperty("cases").GetInt64()}");

    private string Line(int number)
    {
        var (reader, caseId) = (Vault.NewAlone(), CaseId.Parse($"cas-{number}"));
        return System.Text.Encoding.UTF8.GetString(reader.Open(caseId, reader.List(caseId)![0].Cited[0].ItemId!)!);
    }

    private ModerationApplication Start(params (string Key, string Value)[] settings) => new(_database, "127.0.0.1:1", [.. Vault.Settings.Select(setting => (setting.Key, setting.Value)), .. settings]);
}
