using System.Net;
using Moderation.Api.Enforcement;
using Moderation.Client;
using Moderation.Client.Enforcement;
using Moderation.Client.Publication;
using Moderation.Client.Review;
using Moderation.Core.Access;
using Moderation.Tests.Support;
using static Moderation.Tests.Support.ModerationApplication;
using WireJson = Moderation.Core.Wire.WireJson;
using WireTopics = Moderation.Core.Wire.TopicNames;

namespace Moderation.Tests.Kafka;

/// <summary>The life of a case as an integrator's program plays it: the typed client against the real Api, its database and a broker.</summary>
[Collection(PostgresTests.Name)]
public sealed class ClientLifeTests(PostgresServer server) : IAsyncLifetime, IDisposable
{
    private const string Secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private readonly MockKafka _kafka = new();
    private readonly List<HttpClient> _clients = [];
    private string _database = "";

    public async Task InitializeAsync() => _database = await server.CreateDatabaseAsync();

    public Task DisposeAsync() => server.DropDatabaseAsync(_database);

    public void Dispose()
    {
        _clients.ForEach(client => client.Dispose());
        _kafka.Dispose();
    }

    [PostgresFact]
    public async Task A_flag_becomes_a_case_a_verdict_an_order_a_receipt_and_an_appeal()
    {
        await using var app = Open();
        var (platform, ann, bo) = (await ClientAsync(app, "platform", Role.Service), await ClientAsync(app, "ann", Role.Reviewer), await ClientAsync(app, "bo", Role.Reviewer));

        await platform.Flags.SendAsync(Flag);
        var held = (await EventuallyAsync(() => ann.Cases.ClaimNextAsync(), next => next is not null))!;
        var kept = await ann.Cases.HeartbeatAsync(held.CaseId, held.Version);
        var verdict = await ann.Cases.DecideAsync(held.CaseId, Confirmed(kept));

        Assert.Equal((CaseOutcome.Upheld, ActionKind.SlowChat), (verdict.Outcome, verdict.Actions.Single().Kind));
        Assert.Equal("threats", (await ann.Cases.GetAsync(held.CaseId)).Flags.Single().Reason);
        var action = await ProjectOrderAsync(app);
        Assert.Equal(action, (await platform.Orders.ListAsync(new OrderFilter { LiveId = "live-7", Kind = ActionKind.SlowChat })).Items.Single().ActionId);
        var receipt = new ReceiptRequest { LiveId = "live-7", ActionId = action, Status = ReceiptStatus.Applied, At = TimeProvider.System.GetUtcNow() };
        Assert.Equal(1, (await platform.Orders.SendReceiptsAsync([receipt], "m-1")).Taken);
        await EventuallyAsync(() => platform.Orders.GetAsync(action), order => order.Receipts.Count == 1);

        var appeal = await platform.Appeals.SendAsync(new AppealRequest { ActionId = action, AppellantId = "user-12", Statement = "It was a joke." });
        var judged = (await bo.Cases.ClaimNextAsync())!;
        Assert.Equal((appeal.CaseId, CaseKind.Appeal), (judged.CaseId, judged.Kind));
        await bo.Cases.DecideAsync(judged.CaseId, new VerdictRequest { Version = judged.Version, ReportsSeen = judged.ReportCount, Kind = VerdictKind.Overturned, ReasonCode = "joke" });
        Assert.Equal(CaseOutcome.Overturned, (await platform.Appeals.GetAsync(action)).Outcome);
        Assert.NotNull((await platform.Flags.GetAsync("live-7", "f-1")).Outcome);
    }

    [PostgresFact]
    public async Task A_claim_that_is_over_and_a_case_that_somebody_holds_are_told_apart()
    {
        await using var app = Open();
        var (platform, ann, bo) = (await ClientAsync(app, "platform", Role.Service), await ClientAsync(app, "ann", Role.Reviewer), await ClientAsync(app, "bo", Role.Reviewer));
        await platform.Flags.SendAsync(Flag);
        var held = (await EventuallyAsync(() => ann.Cases.ClaimNextAsync(), next => next is not null))!;

        var taken = await Assert.ThrowsAsync<ModerationProblemException>(() => bo.Cases.ClaimAsync(held.CaseId));
        await ann.Cases.ReleaseAsync(held.CaseId, held.Version);
        await bo.Cases.ClaimAsync(held.CaseId);
        var stale = await Assert.ThrowsAsync<ModerationProblemException>(() => ann.Cases.DecideAsync(held.CaseId, Confirmed(held)));
        var missing = await Assert.ThrowsAsync<ModerationProblemException>(() => ann.Cases.GetAsync("case-none"));

        Assert.Equal((HttpStatusCode.Conflict, "held_by_other", false), (taken.Status, taken.Refusal, taken.IsStale));
        Assert.Equal((HttpStatusCode.Conflict, "urn:moderation:problem:case-refused", true), (stale.Status, stale.Type, stale.IsStale));
        Assert.Equal((HttpStatusCode.NotFound, "urn:moderation:problem:not-found", null), (missing.Status, missing.Type, missing.Refusal));
        Assert.Null(await ann.Cases.ClaimNextAsync());
    }

    [PostgresFact]
    public async Task What_changes_is_told_as_it_happens_and_the_lists_answer()
    {
        await using var app = Open();
        var (platform, ann) = (await ClientAsync(app, "platform", Role.Service), await ClientAsync(app, "ann", Enum.GetValues<Role>()));
        using var end = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await EventuallyAsync(() => FirstKindAsync(ann), kind => kind == "ready");
        await using var events = ann.Events.FollowAsync(new EventFilter(LiveId: "live-7"), token: end.Token).GetAsyncEnumerator(end.Token);
        Assert.True(await events.MoveNextAsync());

        await platform.Flags.SendAsync(Flag);
        Assert.True(await events.MoveNextAsync());

        Assert.Equal(("case.opened", "live-7"), (events.Current.EventType, events.Current.Data.LiveId));
        var listed = Assert.Single((await ann.Cases.ListAsync(new CaseFilter { LiveId = "live-7", Open = true, Limit = 5 })).Items);
        Assert.Equal(events.Current.Data.CaseId, listed.CaseId);
        // Counted once a second for all who ask.
        await EventuallyAsync(() => ann.Cases.QueuesAsync(), queues => queues.Single(queue => queue.Queue == listed.Queue).Open == 1);
        Assert.Empty((await ann.Statements.ListAsync(listed.OpenedAt.AddDays(-1), listed.OpenedAt)).Items);
        await EventuallyAsync(() => ann.Policies.ListAsync(), policies => policies.Items.Any(policy => policy.Name == "toxicity.raid"));
    }

    private static FlagRequest Flag => new() { LiveId = "live-7", FlagId = "f-1", Target = FlagTarget.Live, Reason = "threats", FlaggerId = "viewer-3" };

    private static VerdictRequest Confirmed(CaseResponse held) => new()
    {
        Version = held.Version, ReportsSeen = held.ReportCount, Kind = VerdictKind.Confirmed, ReasonCode = "threat", Ground = "Terms 5.1",
        Actions = [new VerdictAction { Do = VerdictActionKind.Order, Kind = ActionKind.SlowChat, LastsSeconds = 600 }],
    };

    /// <summary>The first event; empty where the Api does not hear of changes yet.</summary>
    private static async Task<string> FirstKindAsync(ModerationClient client)
    {
        try
        {
            await foreach (var item in client.Events.FollowAsync(new EventFilter()))
                return item.EventType;
        }
        catch (ModerationProblemException problem) when (problem is { Status: HttpStatusCode.ServiceUnavailable, RetryAfter: not null })
        {
            return "";
        }

        return "";
    }

    /// <summary>Stores the order that the Api published, as the projection does with what enforcement takes.</summary>
    private async Task<string> ProjectOrderAsync(ModerationApplication app)
    {
        var order = _kafka.Read(WireTopics.Orders, 1, WireJson.Default.ActionRecord).Single();
        await app.Database.ProjectAsync(new ActionProjector(), order);
        return order.ActionId.Value;
    }

    private async Task<ModerationClient> ClientAsync(ModerationApplication app, string name, params Role[] roles)
    {
        var http = app.With(await app.KeyAsync(name, roles));
        _clients.Add(http);
        return new ModerationClient(http, new ReceiptSigner(Secret, TimeProvider.System));
    }

    private ModerationApplication Open() => new(_database, _kafka.BootstrapServers, ("ActionReceipts:Secrets", Secret), ("Policies:Directory", Path.Combine(Repository.Root, "policies")));
}
