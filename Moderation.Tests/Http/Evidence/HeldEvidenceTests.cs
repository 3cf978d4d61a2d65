using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Core.Evidence.Vault;
using Moderation.Core.Subjects;
using Moderation.Tests.Support;
using Moderation.Vault;

namespace Moderation.Tests.Http.Evidence;

[Collection(PeopleTests.Name)]
public sealed class HeldEvidenceTests(PostgresServer server) : IAsyncLifetime
{
    private const string Path = "/v1/cases/cas-one";
    private static readonly CaseId One = CaseId.Parse("cas-one");
    private readonly byte[] _picture = DrawnFrame.Jpeg(240, 320);
    private readonly RecordingHotline _hotline = new();

    private ModerationApplication App { get; set; } = null!;

    private TestVault Vault { get; } = new();

    public async Task InitializeAsync()
    {
        if (PostgresServer.WhyNot is not null)
            return;
        App = await OpenAsync(_ => { });
        await Vault.StoreCitedAsync(One, _picture, "do you keep secrets?");
    }

    public async Task DisposeAsync()
    {
        if (App is not null)
            await App.DisposeAsync();
        Vault.Dispose();
    }

    [PostgresFact]
    public async Task What_a_hold_preserves_is_exported_also_after_the_erasure_and_that_is_written_down()
    {
        await PostAsync("preserve", "court order");
        await PostAsync("erase", "asked by the person");

        var (status, bytes) = await PostAsync("export-held", "order 12/2026 of the court");
        using var archive = new ZipArchive(new MemoryStream(bytes));
        var items = Assert.Single(JsonSerializer.Deserialize(Bytes(archive, "index.json"), VaultJson.Default.IReadOnlyListReportEvidence)!).Cited;

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(GoneReason.Retention, items[2].Gone);
        Assert.Equal(_picture, Bytes(archive, $"items/{items[0].ItemId}.jpg"));
        Assert.Contains("do you keep secrets?", Encoding.UTF8.GetString(Bytes(archive, $"items/{items[1].ItemId}.json")), StringComparison.Ordinal);
        Assert.Equal(3, archive.Entries.Count);
        var told = (await App.GetJsonAsync("/v1/audit?target=cas-one&kind=evidence.held_exported")).GetProperty("items").EnumerateArray().Single().GetProperty("detail");
        Assert.Equal(("order 12/2026 of the court", 2), (told.GetProperty("reason").GetString(), told.GetProperty("items").GetArrayLength()));
    }

    [PostgresFact]
    public async Task Nothing_is_exported_without_a_hold_or_a_reason_and_nothing_handed_over_without_a_hotline()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync("export-held", "x")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("export-held", " ")).Status);
        await PostAsync("preserve", "court order");

        var (status, answer) = await PostAsync("hand-over", "x");

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("There is no hotline here.", Encoding.UTF8.GetString(answer), StringComparison.Ordinal);
        Assert.Equal(0, await App.CountAsync("audit_entry where kind in ('evidence.held_exported', 'evidence.handover_asked')"));
    }

    [PostgresFact]
    public async Task The_operators_own_code_is_handed_what_is_held_and_its_reference_is_written_down()
    {
        await using var app = await OpenAsync(services => services.AddSingleton<IHotline>(_hotline));
        await app.SendAsync(HttpMethod.Post, $"{Path}/evidence:preserve", JsonContent.Create(new { note = "court order" }), "ada");

        var (status, answer) = await app.SendAsync(HttpMethod.Post, $"{Path}/evidence:hand-over", JsonContent.Create(new { note = "a child is in danger" }), "ada");

        Assert.Equal((HttpStatusCode.OK, "ref-1"), (status, answer.GetProperty("reference").GetString()));
        var taken = Assert.Single(_hotline.Taken);
        Assert.Equal((One, "ada", "a child is in danger"), (taken.CaseId, taken.DecidedBy, taken.Note));
        Assert.Equal(_picture, taken.Items[0].Content.ToArray());
        Assert.Equal(1, await app.CountAsync("audit_entry where kind = 'evidence.handed_over' and detail::jsonb ->> 'reference' = 'ref-1'"));
    }

    private static byte[] Bytes(ZipArchive archive, string name)
    {
        using var content = new MemoryStream();
        using var entry = archive.GetEntry(name)!.Open();
        entry.CopyTo(content);
        return content.ToArray();
    }

    private async Task<ModerationApplication> OpenAsync(Action<IServiceCollection> replace) =>
        new(await server.CreateDatabaseAsync(), "127.0.0.1:1", ("Evidence:Vault:Directory", Vault.Path), ("Audit:SealInterval", "00:00:00.02")) { Replace = replace };

    private async Task<(HttpStatusCode Status, byte[] Body)> PostAsync(string verb, string note)
    {
        using var client = App.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Path}/evidence:{verb}") { Content = JsonContent.Create(new { note }) };
        request.Headers.Add("Actor", "ada");
        using var response = await client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsByteArrayAsync());
    }

    private sealed class RecordingHotline : IHotline
    {
        public List<HotlineHandover> Taken { get; } = [];

        public Task<string> HandOverAsync(HotlineHandover handover, CancellationToken token)
        {
            Taken.Add(handover);
            return Task.FromResult($"ref-{Taken.Count}");
        }
    }
}
