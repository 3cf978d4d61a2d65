using Microsoft.Extensions.DependencyInjection;
using Moderation.Api.Access;
using Moderation.Api.Review.Cases;
using Moderation.Api.Review.Verdicts;
using Moderation.Core.Access;
using Moderation.Core.Review;
using Moderation.Core.Wire;
using Npgsql;

namespace Moderation.Tests.Support;

/// <summary>Reviewers at work on a database of their own; the broker's address leads nowhere, so what is published stays in the outbox.</summary>
internal sealed class ReviewRoom(ModerationApplication app)
{
    public const string Policy = "toxicity.raid";

    public ModerationApplication App => app;

    public NpgsqlDataSource Database => app.Database;

    public CaseClaims Claims => app.Services.GetRequiredService<CaseClaims>();

    public VerdictDesk Desk => app.Services.GetRequiredService<VerdictDesk>();

    public CaseStore Store => app.Services.GetRequiredService<CaseStore>();

    public static IReadOnlyList<string> AllQueues { get; } = [.. Projectors.Queues.Queues.Select(queue => queue.Name)];

    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public static Caller Person(string name, params Role[] roles) => new()
    {
        Id = $"acc-{name}", Name = name, Pseudonym = Pseudonym.Of($"acc-{name}"), Kind = CallerKind.Person, Roles = roles.Length == 0 ? [Role.Reviewer] : roles, Proof = CallerProof.Session,
    };

    /// <summary>Stores reports as the projection does. They are of now, so that nothing is overdue.</summary>
    public Task ReportAsync(params IEnumerable<ReportRecord> reports) => Database.ProjectAsync(Projectors.Reports(), reports);

    /// <summary>A report whose episode began now, in a live of its own unless one is named.</summary>
    public static ReportRecord Report(int number, string? live = null, string policy = Policy, int confirmationsNeeded = 0) => Records.Report(number, live ?? $"live-{number}", policy) with
    {
        RaisedAt = Now, EpisodeStartedAt = Now, Priority = ReportPriority.Normal, ConfirmationsNeeded = confirmationsNeeded,
    };

    public Task<CaseRow?> NextAsync(Caller caller) => Claims.ClaimNextAsync(caller, AllQueues, CancellationToken.None);

    public Task<VerdictChange> DecideAsync(Caller caller, CaseRow held, VerdictKind kind, params VerdictAction[] actions) => Desk.DecideAsync(
        caller, held.CaseId,
        new VerdictRequest { Version = held.Version, ReportsSeen = held.ReportCount, Kind = kind, ReasonCode = "tested", Actions = actions, Ground = "terms 4.2" }, CancellationToken.None);

    /// <summary>What waits to be published on a topic, oldest first.</summary>
    public async Task<IReadOnlyList<T>> OutboxAsync<T>(string topic, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        await using var connection = await Database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("select value from outbox where topic = @topic order by outbox_id", connection);
        command.Parameters.AddWithValue("topic", topic);
        await using var reader = await command.ExecuteReaderAsync();
        var records = new List<T>();
        while (await reader.ReadAsync())
            records.Add(System.Text.Json.JsonSerializer.Deserialize(reader.GetString(0), type)!);
        return records;
    }

    public Task<IReadOnlyList<VerdictRecord>> VerdictsAsync() => OutboxAsync(TopicNames.Verdicts, WireJson.Default.VerdictRecord);

    public static string CaseOf(ReportRecord report) => CaseIds.OfReport(report).Value;

}

/// <summary>One Api for the tests of a class, which are one after the other; each begins with empty tables. Its queues are the shipped ones, but chance opens no second looks.</summary>
public class ReviewFixture(PostgresServer server) : IAsyncLifetime
{
    private TemporaryFolder Folder { get; } = new();

    private ModerationApplication App { get; set; } = null!;

    public async Task InitializeAsync()
    {
        if (PostgresServer.WhyNot is not null)
            return;
        var path = Folder.File("queues.yaml");
        await File.WriteAllTextAsync(path, Queues(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "review", "queues.yaml"))));
        App = new ModerationApplication(await server.CreateDatabaseAsync(), "127.0.0.1:1", ("Review:QueuesFile", path));
    }

    public async Task DisposeAsync()
    {
        if (App is not null)
            await App.DisposeAsync();
        Folder.Dispose();
    }

    /// <summary>The queues of these tests, out of the shipped ones.</summary>
    protected virtual string Queues(string shipped) =>
        string.Join('\n', shipped.Split('\n').Where(line => !line.TrimStart().StartsWith("second_review:", StringComparison.Ordinal)));

    internal async Task<ReviewRoom> EmptyAsync()
    {
        await App.ExecuteAsync(
            "truncate review_case, review_case_report, review_case_flag, review_verdict, review_appeal, review_exposure, review_opt_out, report, action, action_reversal, flag, outbox, change_event, review_case_backtest, policy_backtest");
        return new ReviewRoom(App);
    }
}

/// <summary>The same with second looks as they are shipped.</summary>
public sealed class SecondLookFixture(PostgresServer server) : ReviewFixture(server)
{
    protected override string Queues(string shipped) => shipped;
}
