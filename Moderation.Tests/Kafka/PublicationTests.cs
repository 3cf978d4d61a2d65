using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moderation.Api.Hosting;
using Moderation.Api.Policies;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using Npgsql;
using static Moderation.Tests.Support.ModerationApplication;

namespace Moderation.Tests.Kafka;

[Collection(PostgresTests.Name)]
public sealed class PublicationTests(PostgresServer server) : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly MockKafka _kafka = new();
    private readonly TemporaryFolder _sheets = new();
    private string _database = "";

    public async Task InitializeAsync() => _database = await server.CreateDatabaseAsync();

    public Task DisposeAsync() => server.DropDatabaseAsync(_database);

    public void Dispose()
    {
        _kafka.Dispose();
        _sheets.Dispose();
    }

    [PostgresFact]
    public async Task Shipped_sheets_decide_in_a_new_installation_and_the_deciders_are_told()
    {
        await WriteAsync("one.yaml", PolicySheets.Yaml(name: "one"));
        await WriteAsync("two.yaml", PolicySheets.Yaml(name: "two"));
        await using var app = Open();
        _ = app.Services;

        var told = Policies(_kafka, 2);

        Assert.Equal(["one", "two"], told.Select(record => record.Name).Order());
        Assert.All(told, record => Assert.Equal((1L, PolicyStage.Live), (record.Revision, record.Versions.Single().Stage)));
        Assert.Equal("bootstrapped", (await app.GetJsonAsync("/v1/policies/one")).GetProperty("history")[0].GetProperty("kind").GetString());
    }

    [PostgresFact]
    public async Task Later_sheets_are_drafts_and_what_decides_stays()
    {
        await WriteAsync("one.yaml", PolicySheets.Yaml(name: "one"));
        await using (var first = Open())
            await EventuallyAsync(() => first.CountAsync("outbox"), count => count == 0);
        await WriteAsync("one.yaml", PolicySheets.Yaml(0.9, name: "one"));
        await WriteAsync("two.yaml", PolicySheets.Yaml(name: "two"));
        await using var app = Open();

        var policies = (await app.GetJsonAsync("/v1/policies")).GetProperty("items");

        Assert.Equal(["draft", "live", "draft"], policies.EnumerateArray().SelectMany(policy => policy.GetProperty("versions").EnumerateArray()).Select(version => version.GetProperty("state").GetString()));
        Assert.All(Policies(_kafka, 2), record => Assert.Equal(("one", 1L), (record.Name, record.Revision)));
    }

    [PostgresFact]
    public async Task Shipped_sheet_that_does_not_compile_stops_the_start_with_its_faults()
    {
        await WriteAsync("one.yaml", PolicySheets.Yaml(name: "one"));
        await WriteAsync("two.yaml", "policy: two\ntitle: [");
        await using var source = NpgsqlDataSource.Create(_database);
        var import = new PolicyImport(source, Options.Create(new PolicyOptions { Directory = _sheets.Path }), TimeProvider.System, NullLogger<PolicyImport>.Instance);

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => import.StartingAsync(CancellationToken.None));

        Assert.Matches(@"two\.yaml is no policy sheet: \d+:\d+: ", refusal.Message);
        Assert.DoesNotContain('\n', refusal.Message);
        await using var mended = Open();
        await WriteAsync("two.yaml", PolicySheets.Yaml(name: "two"));
        // Nothing of the refused start was left, so this is still a new installation.
        Assert.Equal(["live", "live"], (await mended.GetJsonAsync("/v1/policies")).GetProperty("items").EnumerateArray().Select(policy => policy.GetProperty("versions")[0].GetProperty("state").GetString()));
    }

    [PostgresFact]
    public async Task Each_change_is_told_once_in_order_and_again_after_a_restart()
    {
        await using (var app = Open())
        {
            await app.MakeLiveAsync(PolicySheets.Yaml(0.8));
            await app.MakeLiveAsync(PolicySheets.Yaml(0.9));
            await app.SendAsync(HttpMethod.Post, $"/v1/policies/{PolicySheets.Name}/rollback", JsonContent.Create(new { actor = "ann" }));
            await EventuallyAsync(() => app.CountAsync("outbox"), count => count == 0);
        }

        Assert.Equal([1, 2, 3, 4, 5], Policies(_kafka, 5).Select(record => record.Revision));
        await using (var again = Open())
        {
            _ = again.Services;
            var told = Policies(_kafka, 6);
            Assert.Equal(5, told[^1].Revision);
            Assert.Equal(told[4].Versions.Single().SheetHash, told[5].Versions.Single().SheetHash);
        }
    }

    [PostgresFact]
    public async Task What_changes_while_the_broker_is_away_is_told_when_it_is_back()
    {
        await using (var alone = new ModerationApplication(_database, "127.0.0.1:1") { Replace = Tester })
            await alone.MakeLiveAsync(PolicySheets.Yaml());
        await using var app = Open();
        _ = app.Services;

        Assert.Equal([1, 2], Policies(_kafka, 2).Select(record => record.Revision));
        await EventuallyAsync(() => app.CountAsync("outbox"), count => count == 0);
    }

    [PostgresFact]
    public async Task Overturned_verdicts_on_the_log_make_the_deciders_wait_for_people_by_themselves()
    {
        await using var app = Open();
        await app.MakeLiveAsync(PolicySheets.Yaml());
        var now = TimeProvider.System.GetUtcNow();
        var hash = Policies(_kafka, 2)[^1].Versions.Single().SheetHash;
        foreach (var report in Enumerable.Range(0, 12).Select(i => Records.Report(i, policy: PolicySheets.Name)))
        {
            await _kafka.SendAsync(TopicNames.Decisions, "live-1", MoneyRecords.Decision(report, hash), WireJson.Default.DecisionRecord);
            await _kafka.SendAsync(TopicNames.Reports, "live-1", report, WireJson.Default.ReportRecord);
            await _kafka.SendAsync(TopicNames.Verdicts, "live-1", MoneyRecords.Verdict((int)report.DecidedBy.Offset, report, VerdictKind.Overturned, now), WireJson.Default.VerdictRecord);
        }

        var told = Policies(_kafka, 3)[^1];

        Assert.Equal((3L, true), (told.Revision, told.Versions.Single().HumanConfirmOnly));
        // The subject whose reports were overturned is left alone by that policy.
        var standing = JsonSerializer.Deserialize(Read(_kafka, TopicNames.Standing, 1)[0]!, WireJson.Default.StandingRecord)!;
        Assert.Equal(("u1", PolicySheets.Name), (standing.UserId.Value, standing.ExemptUntil.Single().Key));
    }

    [PostgresFact]
    public async Task Standing_is_told_when_it_changes_and_whole_to_a_broker_that_never_heard_it()
    {
        await using (var app = Open())
        {
            var (status, body) = await app.SendAsync(HttpMethod.Put, "/v1/standing/u7/age-assurance", JsonContent.Create(new { value = "verified_adult", actor = "platform" }));
            Assert.Equal((HttpStatusCode.OK, "verified_adult"), (status, body.GetProperty("ageAssurance").GetString()));
            await app.SendAsync(HttpMethod.Put, "/v1/standing/u7/age-assurance", JsonContent.Create(new { value = "verified_adult" }), "platform");
            await EventuallyAsync(() => app.CountAsync("outbox"), count => count == 0);
            Assert.Equal("u7", (await app.GetJsonAsync("/v1/standing/u7")).GetProperty("userId").GetString());
            Assert.Equal("urn:moderation:problem:not-found", (await app.GetJsonAsync("/v1/standing/nobody")).GetProperty("type").GetString());
        }

        var told = Assert.Single(Read(_kafka, TopicNames.Standing, 1));
        using var other = new MockKafka();
        await using (var elsewhere = Open(other))
        {
            _ = elsewhere.Services;
            Assert.Equal(
                JsonSerializer.Deserialize(told!, WireJson.Default.StandingRecord)!.At,
                JsonSerializer.Deserialize(Assert.Single(Read(other, TopicNames.Standing, 1))!, WireJson.Default.StandingRecord)!.At, TimeSpan.FromMilliseconds(1));
        }
    }

    private static void Tester(IServiceCollection services) => services.AddSingleton<ISheetTester, ContentTester>();

    private ModerationApplication Open(MockKafka? kafka = null) =>
        new(_database, (kafka ?? _kafka).BootstrapServers, ("Policies:Directory", _sheets.Path)) { Replace = Tester };

    private Task WriteAsync(string name, string sheet) => File.WriteAllTextAsync(_sheets.File(name), sheet);

    private static List<PolicyRecord> Policies(MockKafka kafka, int count) =>
        [.. Read(kafka, TopicNames.Policies, count).Select(value => JsonSerializer.Deserialize(value!, WireJson.Default.PolicyRecord)!)];

    private static IReadOnlyList<byte[]?> Read(MockKafka kafka, string topic, int count)
    {
        using var deadline = new CancellationTokenSource(Patience);
        return kafka.Read(topic, count, deadline.Token);
    }
}
