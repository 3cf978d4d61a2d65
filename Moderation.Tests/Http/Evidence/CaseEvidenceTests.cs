using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Core.Evidence.Vault;
using Moderation.Core.Review.Audit;
using Moderation.Core.Subjects;
using Moderation.Tests.Support;

namespace Moderation.Tests.Http.Evidence;

[Collection(PeopleTests.Name)]
public sealed class CaseEvidenceTests(PostgresServer server) : IAsyncLifetime
{
    private const string Path = "/v1/cases/cas-one";
    private static readonly CaseId One = CaseId.Parse("cas-one");
    private readonly byte[] _picture = DrawnFrame.Jpeg(240, 320);
    private string _frame = "";
    private string _line = "";

    private ModerationApplication App { get; set; } = null!;

    private TestVault Vault { get; } = new();

    public async Task InitializeAsync()
    {
        if (PostgresServer.WhyNot is not null)
            return;
        App = new ModerationApplication(
            await server.CreateDatabaseAsync(), "127.0.0.1:1", ("Evidence:Vault:Directory", Vault.Path), ("Audit:SealInterval", "00:00:00.02"), ("Evidence:Vault:SweepInterval", "00:00:01"));
        (_frame, _line) = await Vault.StoreCitedAsync(One, _picture, "do you keep secrets?");
    }

    public async Task DisposeAsync()
    {
        if (App is not null)
            await App.DisposeAsync();
        Vault.Dispose();
    }

    [PostgresFact]
    public async Task A_list_names_what_is_there_and_what_is_gone()
    {
        var list = await App.GetJsonAsync($"{Path}/evidence");

        Assert.Equal("review", list.GetProperty("purpose").GetString());
        Assert.Equal(
            [("frame", (string?)null), ("line", null), ("line", "retention")],
            list.GetProperty("items").EnumerateArray().Select(item => (item.GetProperty("kind").GetString()!, item.GetProperty("gone").GetString())));
        Assert.Equal(_picture.Length, list.GetProperty("items")[0].GetProperty("bytes").GetInt32());
        Assert.Equal(HttpStatusCode.NotFound, (await ViewAsync("/v1/cases/cas-two/evidence", "ada")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ViewAsync("/v1/cases/..%2f..%2fetc/evidence", "ada")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ViewAsync("/v1/cases/.hidden/evidence", "ada")).Status);
    }

    [PostgresFact]
    public async Task Colour_is_shown_to_who_has_seen_it_grey_and_every_view_is_in_the_audit_log()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await ViewAsync($"{Path}/evidence/{_frame}?view=colour", "ada")).Status);
        var blurred = await ViewAsync($"{Path}/evidence/{_frame}", "ada");
        Assert.Equal(HttpStatusCode.Forbidden, (await ViewAsync($"{Path}/evidence/{_frame}?view=colour", "ada")).Status);
        var grey = await ViewAsync($"{Path}/evidence/{_frame}?view=grey", "ada");

        var colour = await ViewAsync($"{Path}/evidence/{_frame}?view=colour", "ada");

        Assert.Equal(_picture, colour.Bytes);
        Assert.All([blurred, grey], view => Assert.Equal((HttpStatusCode.OK, "image/jpeg"), (view.Status, view.Type)));
        Assert.NotEqual(blurred.Bytes, grey.Bytes);
        Assert.Equal(HttpStatusCode.Forbidden, (await ViewAsync($"{Path}/evidence/{_frame}?view=colour", "bob")).Status);
        Assert.Equal(
            ["evidence.viewed.colour", "evidence.viewed.grey", "evidence.viewed.blurred"],
            (await App.GetJsonAsync($"/v1/audit?target=cas-one%2F{_frame}")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("kind").GetString()));
    }

    [PostgresFact]
    public async Task Evidence_is_for_those_who_may_take_the_case_and_a_second_look_has_that_of_the_first()
    {
        await App.ExecuteAsync(Case("cas-one", "report", "child-safety", null));
        await App.ExecuteAsync(Case("cas-again", "second_review", "child-safety", "cas-one"));
        var (plain, trained) = (await KeyAsync("plain", "reviewer"), await KeyAsync("trained", "child_safety"));

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"{Path}/evidence", plain));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"{Path}/evidence/{_line}?view=text", plain));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"{Path}/evidence", trained));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"/v1/cases/cas-again/evidence/{_line}?view=text", trained));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"/v1/cases/cas-again/evidence/{_line}?view=text", plain));
    }

    [PostgresFact]
    public async Task A_line_is_shown_as_text_to_somebody_with_a_name()
    {
        var view = await ViewAsync($"{Path}/evidence/{_line}?view=text", "ada");

        Assert.Contains("do you keep secrets?", System.Text.Encoding.UTF8.GetString(view.Bytes), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await ViewAsync($"{Path}/evidence/{_line}?view=grey", "ada")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await ViewAsync($"{Path}/evidence/{_line}?view=text", null)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ViewAsync($"{Path}/evidence/{new string('0', 64)}", "ada")).Status);
    }

    [PostgresFact]
    public async Task Altered_evidence_is_not_shown_and_that_is_said()
    {
        var path = System.IO.Path.Combine(Vault.Files.Folder.Items(One), _frame);
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);

        var view = await ViewAsync($"{Path}/evidence/{_frame}", "ada");

        Assert.Equal(HttpStatusCode.InternalServerError, view.Status);
        Assert.Contains("urn:moderation:problem:evidence-damaged", System.Text.Encoding.UTF8.GetString(view.Bytes), StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Erased_evidence_is_gone_for_good_with_a_receipt_that_the_audit_key_signed()
    {
        var (status, answer) = await App.SendAsync(HttpMethod.Post, $"{Path}/evidence:erase", JsonContent.Create(new { note = "asked by the person" }), "ada");
        var receipt = answer.Deserialize(VaultJson.Default.ErasureReceipt)!;
        using var key = AuditSignature.ReadKey(await File.ReadAllTextAsync(TestKeys.AuditKeyFile));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(receipt.IsSignedBy(key));
        Assert.Equal((3, false, "ada"), (receipt.Items, receipt.IsPreserved, receipt.Actor));
        Assert.Equal(HttpStatusCode.Gone, (await ViewAsync($"{Path}/evidence", "ada")).Status);
        Assert.Equal(HttpStatusCode.Gone, (await ViewAsync($"{Path}/evidence/{_frame}", "ada")).Status);
        Assert.False(Directory.Exists(Vault.Files.Folder.Case(One)));
        var entries = (await App.GetJsonAsync("/v1/audit?target=cas-one")).GetProperty("items");
        Assert.Equal(["evidence.erased", "evidence.erasure_asked"], entries.EnumerateArray().Select(entry => entry.GetProperty("kind").GetString()));
        Assert.Equal(receipt.Signature, entries[0].GetProperty("detail").GetProperty("signature").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await App.SendAsync(HttpMethod.Post, "/v1/cases/cas-two/evidence:erase", JsonContent.Create(new { note = "x" }), "ada")).Status);
    }

    [PostgresFact]
    public async Task Preserved_evidence_outlasts_its_erasure()
    {
        var (status, _) = await App.SendAsync(HttpMethod.Post, $"{Path}/evidence:preserve", JsonContent.Create(new { note = "court order" }), "ada");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True((await App.GetJsonAsync($"{Path}/evidence")).GetProperty("isHeld").GetBoolean());

        var (_, receipt) = await App.SendAsync(HttpMethod.Post, $"{Path}/evidence:erase", JsonContent.Create(new { note = "x" }), "ada");

        Assert.True(receipt.GetProperty("isPreserved").GetBoolean());
        Assert.Equal(HttpStatusCode.Gone, (await ViewAsync($"{Path}/evidence/{_frame}", "ada")).Status);
        Assert.Equal(_picture, Vault.Reader.OpenHeld(One, _frame));
    }

    [PostgresFact]
    public async Task Evidence_whose_time_is_over_is_erased_by_itself()
    {
        var old = CaseId.Parse("cas-old");
        var past = Vault.WriterAt(TimeProvider.System.GetUtcNow().AddDays(-31));
        await past.StoreAsync(old, TestVault.Evidence(2, []), [], CancellationToken.None);

        await ModerationApplication.EventuallyAsync(() => ViewAsync("/v1/cases/cas-old/evidence", "ada"), view => view.Status == HttpStatusCode.Gone);

        Assert.Equal("retention", Vault.Reader.StandingOf(old).Erased!.Actor);
        Assert.Equal(HttpStatusCode.OK, (await ViewAsync($"{Path}/evidence", "ada")).Status);
    }

    private async Task<(HttpStatusCode Status, string? Type, byte[] Bytes)> ViewAsync(string path, string? actor)
    {
        using var client = App.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (actor is not null)
            request.Headers.Add("Actor", actor);
        using var response = await client.SendAsync(request);
        return (response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsByteArrayAsync());
    }

    private static string Case(string id, string kind, string queue, string? parent) =>
        $"""
        insert into review_case
          (case_id, kind, queue, live_id, subject_kind, parent_case_id, is_golden, urgency, is_running, flag_count, flag_weight, is_forced, opened_at, due_at, rank, report_count,
           decided_count, confirmations_needed, needs_senior, excluded, skipped, version, verdicts)
        values
          ('{id}', '{kind}', '{queue}', 'live-1', 'live', {(parent is null ? "null" : $"'{parent}'")}, false, 'normal', true, 0, 0, false, now(), now(), 0, 1, 0, 1, false, '{"{}"}', '{"{}"}', 0, '[]')
        """;

    private async Task<string> KeyAsync(string name, string role)
    {
        var made = await App.SendAsync(HttpMethod.Post, "/v1/access/keys", JsonContent.Create(new { name, roles = new[] { role }, expiresAt = TimeProvider.System.GetUtcNow().AddDays(1) }));
        return made.Body.GetProperty("key").GetString()!;
    }

    private async Task<HttpStatusCode> StatusAsync(string path, string key)
    {
        using var client = App.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", key);
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }
}
