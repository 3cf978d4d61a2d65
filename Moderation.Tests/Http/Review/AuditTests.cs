using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Api.Review.Audit;
using Moderation.Tests.Support;
using Npgsql;

namespace Moderation.Tests.Http.Review;

[Collection(PeopleTests.Name)]
public sealed class AuditTests(PostgresServer server) : IAsyncLifetime
{
    private ModerationApplication App { get; set; } = null!;

    private AuditLog Log => App.Services.GetRequiredService<AuditLog>();

    public async Task InitializeAsync()
    {
        if (PostgresServer.WhyNot is null)
            App = new ModerationApplication(await server.CreateDatabaseAsync(), "127.0.0.1:1", ("Audit:SealInterval", "00:00:00.02"));
    }

    public Task DisposeAsync() => App?.DisposeAsync().AsTask() ?? Task.CompletedTask;

    [PostgresFact]
    public async Task Entries_of_many_requests_at_once_become_one_chain_without_gaps()
    {
        await Parallel.ForAsync(0, 200, async (i, token) => await AppendAsync($"reviewer-{i % 7}", $"case-{i}", token));

        var sealedLog = await VerifiedAsync(200);

        Assert.True(sealedLog.GetProperty("intact").GetBoolean());
        Assert.Equal(200, sealedLog.GetProperty("lastSeq").GetInt64());
        Assert.Equal(1, sealedLog.GetProperty("rootsChecked").GetInt32());
    }

    [PostgresFact]
    public async Task An_entry_is_there_only_when_its_transaction_is_and_one_that_commits_late_comes_after_those_that_were_sealed()
    {
        await using var connection = await App.Database.OpenConnectionAsync();
        await using var late = await connection.BeginTransactionAsync();
        await Log.AppendAsync(late, new AuditEvent("case.claimed", "late", "case-1", null), CancellationToken.None);
        await AppendAsync("gone", "case-2", CancellationToken.None, commit: false);
        await AppendAsync("early", "case-3", CancellationToken.None);
        await VerifiedAsync(1);
        await late.CommitAsync();

        await VerifiedAsync(2);

        var items = (await App.GetJsonAsync("/v1/audit")).GetProperty("items").EnumerateArray();
        Assert.Equal([("early", 1L), ("late", 2L)], items.Select(item => (item.GetProperty("actor").GetString()!, item.GetProperty("seq").GetInt64())).OrderBy(item => item.Item2));
    }

    [PostgresFact]
    public async Task A_list_goes_from_page_to_page_and_keeps_to_its_filters()
    {
        for (var i = 0; i < 7; i++)
            await AppendAsync(i % 2 == 0 ? "ada" : "bob", $"case-{i}", CancellationToken.None);

        var seen = new List<string>();
        string? next = "";
        while (next is not null)
        {
            var page = await App.GetJsonAsync($"/v1/audit?actor=ada&limit=2{(next.Length > 0 ? $"&cursor={next}" : "")}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("target").GetString()!));
            next = page.GetProperty("nextCursor").GetString();
        }

        Assert.Equal(["case-6", "case-4", "case-2", "case-0"], seen);
        Assert.Single((await App.GetJsonAsync("/v1/audit?target=case-3&kind=case.claimed")).GetProperty("items").EnumerateArray());
        Assert.Equal(7, (await App.GetJsonAsync("/v1/audit?target=case-3")).GetProperty("items")[0].GetProperty("detail").GetProperty("n").GetInt32());
    }

    [PostgresFact]
    public async Task The_database_lets_nobody_change_remove_or_renumber_what_is_sealed()
    {
        await AppendAsync("ada", "case-1", CancellationToken.None);
        await VerifiedAsync(1);

        foreach (var statement in (string[])
            ["update audit_entry set actor = 'bob'", "delete from audit_entry", "truncate audit_entry", "delete from audit_root", "truncate audit_root", "update audit_root set hash = 'x'"])
        {
            var refusal = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(statement));
            Assert.Equal(PostgresErrorCodes.RestrictViolation, refusal.SqlState);
        }
    }

    [PostgresTheory]
    [InlineData("update audit_entry set detail = '{}' where seq = 3", 3, "altered")]
    [InlineData("delete from audit_entry where seq = 2", 2, "dropped")]
    [InlineData("delete from audit_entry where seq = 5", 5, "dropped")]
    [InlineData("update audit_root set signature = 'AAAA'", 5, "bad_signature")]
    public async Task Whoever_gets_past_the_triggers_is_found_by_the_check(string crime, long seq, string kind)
    {
        for (var i = 0; i < 5; i++)
            await AppendAsync("ada", $"case-{i}", CancellationToken.None);
        await VerifiedAsync(5);
        await ExecuteAsync("alter table audit_entry disable trigger user; alter table audit_root disable trigger user");
        await ExecuteAsync(crime);

        var (_, found) = await App.SendAsync(HttpMethod.Post, "/v1/audit:verify", null);

        Assert.False(found.GetProperty("intact").GetBoolean());
        Assert.Equal(seq, found.GetProperty("fault").GetProperty("seq").GetInt64());
        Assert.Equal(kind, found.GetProperty("fault").GetProperty("kind").GetString());
    }

    private async Task AppendAsync(string actor, string target, CancellationToken token, bool commit = true)
    {
        await using var connection = await App.Database.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        await Log.AppendAsync(transaction, new AuditEvent("case.claimed", actor, target, new { N = 7 }), token);
        if (commit)
            await transaction.CommitAsync(token);
    }

    private async Task<JsonElement> VerifiedAsync(long entries) => (await ModerationApplication.EventuallyAsync(
        () => App.SendAsync(HttpMethod.Post, "/v1/audit:verify", null),
        answer => answer.Body.GetProperty("entries").GetInt64() == entries && answer.Body.GetProperty("unsealed").GetInt64() == 0)).Body;

    private async Task ExecuteAsync(string statement)
    {
        await using var command = App.Database.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }
}
