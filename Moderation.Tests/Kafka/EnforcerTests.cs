using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Moderation.Cli.Demo.Platform;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Kafka;

/// <summary>The way of an order through the log of orders, an enforcer and a platform, on a real broker.</summary>
public sealed class EnforcerTests : IDisposable
{
    private readonly KafkaFixture _kafka = new();
    private readonly EnforcementWatch _watch;

    public EnforcerTests() => _watch = new EnforcementWatch(_kafka);

    public void Dispose()
    {
        _watch.Dispose();
        _kafka.Dispose();
    }

    [Fact]
    public async Task An_order_is_written_down_released_answered_and_in_force()
    {
        await using var platform = Platform(SimulatedPlatform.Quick);
        await using var worker = await TestEnforcer.StartAsync(_kafka);
        var order = Order(1);
        const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        await _watch.TellAsync(order, new Headers { { FrameHeaders.TraceParent, Encoding.UTF8.GetBytes(Trace) } });

        await _watch.UntilAsync(order, DispatchState.Applied);
        var action = Assert.Single(_watch.Actions);
        Assert.Equal((order.ActionId, 1, Trace), (action.Order.ActionId, action.Attempt, action.TraceParent));
        var record = _watch.Dispatches[order.ActionId];
        Assert.True(record.AppliedAt >= record.ReleasedAt && record.ReleasedAt >= record.ReceivedAt);
        await KafkaFixture.Until(() => _watch.InForce(Now()).SequenceEqual(platform.InForce()) && platform.InForce().SequenceEqual([order.ActionId]), "restrictions say what holds on the platform");
        await KafkaFixture.Until(() => _kafka.Committed($"{_kafka.Unique}.enforcer", TopicNames.Orders) == 1, "the order is committed");
        await KafkaFixture.Until(() => _watch.State is { InForce: 1, Unanswered: 0 }, "a sign of life says how it stands");
        var health = await worker.App.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        Assert.Equal((HealthStatus.Healthy, "enforcement: active"), (health.Status, health.Entries["worker"].Description));
        await worker.StopAsync();
    }

    [Fact]
    public async Task A_breaker_holds_the_order_after_the_last_one_allowed_and_a_confirmed_verdict_releases_it()
    {
        await using var worker = await TestEnforcer.StartAsync(_kafka, "--Enforcement:Breakers:CutLive=3");
        ActionRecord[] orders = [.. Enumerable.Range(1, 5).Select(number => Order(number, ActionKind.CutLive))];
        foreach (var order in orders)
            await _watch.TellAsync(order);

        await _watch.UntilAsync(orders[4], DispatchState.Held);
        Assert.Equal(orders.Take(3).Select(order => order.ActionId), await ReleasedAsync(3));
        Assert.Equal(DispatchReason.BreakerTripped, _watch.Dispatches[orders[3].ActionId].Reason);
        await KafkaFixture.Until(() => _watch.State is { Held: 2, Breakers.Count: 1 }, "the state tells of the breaker");

        await _watch.TellAsync(EnforcementRecords.Verdict(orders[4], VerdictKind.Confirmed, Now()));

        await _watch.UntilAsync(orders[4], DispatchState.Released);
        Assert.Equal([.. orders.Take(3).Select(order => order.ActionId), orders[4].ActionId], await ReleasedAsync(4));
        Assert.Equal(DispatchState.Held, _watch.StateOf(orders[3]));
    }

    [Fact]
    public async Task A_switch_that_lifts_takes_back_what_is_in_force_and_lets_nothing_new_out()
    {
        await using var platform = Platform(SimulatedPlatform.Quick);
        await using var worker = await TestEnforcer.StartAsync(_kafka);
        ActionRecord[] orders = [.. Enumerable.Range(1, 4).Select(number => Order(number))];
        foreach (var order in orders)
            await _watch.TellAsync(order);
        await KafkaFixture.Until(() => platform.InForce().Count == 4, "all hold");

        await _watch.TellAsync(EnforcementRecords.Off(Now(), lift: true));
        await KafkaFixture.Until(() => platform.InForce().Count == 0 && _watch.RestrictionCount == 0, "all are taken back");
        await _watch.TellAsync(Order(5));
        await _watch.UntilAsync(Order(5), DispatchState.Suppressed);

        Assert.Equal(8, _watch.Actions.DistinctBy(action => action.Order.ActionId).Count());
        Assert.All(orders, order => Assert.Equal((DispatchState.Ended, DispatchReason.Reversed), (_watch.Dispatches[order.ActionId].State, _watch.Dispatches[order.ActionId].Reason)));
        Assert.Single((await StateAsync()).Controls);
    }

    [Fact]
    public async Task An_overturned_verdict_makes_enforcement_take_back_what_its_report_ordered()
    {
        await using var platform = Platform(SimulatedPlatform.Quick);
        await using var worker = await TestEnforcer.StartAsync(_kafka);
        var (wrong, right) = (Order(1), Order(2));
        await _watch.TellAsync(wrong);
        await _watch.TellAsync(right);
        await KafkaFixture.Until(() => platform.InForce().Count == 2, "both hold");

        await _watch.TellAsync(EnforcementRecords.Verdict(wrong, VerdictKind.Overturned, Now()));

        await KafkaFixture.Until(() => platform.InForce().SequenceEqual([right.ActionId]) && _watch.InForce(Now()).SequenceEqual([right.ActionId]), "only the right one holds");
        Assert.Equal(ActionRecord.ReversalOf(wrong.LiveId, wrong.ActionId), Assert.Single(_watch.Orders, order => order.Reverses is not null).ActionId);
    }

    [Fact]
    public async Task An_order_that_expires_leaves_the_restrictions()
    {
        await using var worker = await TestEnforcer.StartAsync(_kafka);
        var (brief, lasting) = (Order(1, lasts: TimeSpan.FromSeconds(4)), Order(6));
        await _watch.TellAsync(brief);
        await _watch.TellAsync(lasting);
        await KafkaFixture.Until(() => _watch.RestrictionCount == 2, "both are in force");

        await _watch.UntilAsync(brief, DispatchState.Ended);

        await KafkaFixture.Until(() => _watch.RestrictionCount == 1, "the record is without it");
        Assert.Equal([lasting.ActionId], _watch.InForce(Now()));
    }

    [Fact]
    public async Task A_dry_run_writes_everything_down_and_sends_nothing()
    {
        await using var worker = await TestEnforcer.StartAsync(_kafka, "--Enforcement:DryRun=true");
        await _watch.TellAsync(Order(1));

        await _watch.UntilAsync(Order(1), DispatchState.Suppressed);

        Assert.Equal(DispatchReason.DryRun, _watch.Dispatches[Order(1).ActionId].Reason);
        Assert.Empty(_watch.Actions);
    }

    [Fact]
    public async Task Records_that_cannot_be_used_are_dead_letters_and_enforcement_goes_on()
    {
        await using var worker = await TestEnforcer.StartAsync(_kafka);
        var order = Order(1);
        var key = Encoding.UTF8.GetBytes(order.LiveId.Value);
        var backwards = order with { ExpiresAt = order.OrderedAt };
        await _kafka.SendAsync(TopicNames.Orders, key, "{"u8.ToArray());
        await _kafka.SendAsync(TopicNames.Orders, key, Json(backwards));
        await _kafka.SendAsync(TopicNames.Orders, "another-live"u8.ToArray(), Json(order));
        await _kafka.SendAsync(TopicNames.Orders, null, Json(order));
        await _kafka.SendAsync(TopicNames.ActionReceipts, key, "[]"u8.ToArray());
        await _kafka.SendAsync(TopicNames.ActionReceipts, "another-live"u8.ToArray(), System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(
            Records.Receipt(order, ReceiptStatus.Applied, Now()), WireJson.Default.ActionReceiptRecord));
        await _kafka.SendAsync(TopicNames.Verdicts, key, """{"v": 99}"""u8.ToArray());
        await _kafka.SendAsync(TopicNames.Controls, "everything"u8.ToArray(), "no switch"u8.ToArray());
        await _watch.TellAsync(order);

        await _watch.UntilAsync(order, DispatchState.Released);
        await KafkaFixture.Until(() => _watch.DeadLetters.Count >= 7, "everything is told");
        (string, DeadLetterReason)[] expected =
        [
            (TopicNames.ActionReceipts, DeadLetterReason.BadKey), (TopicNames.ActionReceipts, DeadLetterReason.InvalidRecord),
            (TopicNames.Orders, DeadLetterReason.BadKey), (TopicNames.Orders, DeadLetterReason.BadKey), (TopicNames.Orders, DeadLetterReason.InvalidJson),
            (TopicNames.Orders, DeadLetterReason.InvalidRecord), (TopicNames.Verdicts, DeadLetterReason.UnknownVersion),
        ];
        Assert.Equal(expected, _watch.DeadLetters.Select(letter => (letter.Source.Topic, letter.Reason)).OrderBy(letter => letter.Topic, StringComparer.Ordinal).ThenBy(letter => letter.Reason));
        Assert.All(_watch.DeadLetters, letter => Assert.Equal("enforcement", letter.Stage));
        Assert.False(worker.Fault.IsReported);
        await KafkaFixture.Until(() => _kafka.Committed($"{_kafka.Unique}.enforcer", TopicNames.Orders) == 5, "all of the log is committed");
    }

    [Fact]
    public async Task What_a_former_owner_writes_late_is_written_over()
    {
        await using var worker = await TestEnforcer.StartAsync(_kafka);
        var order = Order(1);
        await _watch.TellAsync(order);
        await KafkaFixture.Until(() => _watch.RestrictionCount == 1, "it is in force");
        var late = _watch.Dispatches[order.ActionId] with { State = DispatchState.Suppressed, ReleasedAt = null, Revision = 40 };

        await _watch.TellAsync(late);
        await KafkaFixture.Until(() => _watch.Dispatches[order.ActionId] is { Revision: > 40, State: DispatchState.Released }, "what is known has the last word");
        await _watch.TellAsync(new RestrictionRecord { V = 1, LiveId = order.LiveId, At = Now(), Restrictions = [] });

        await KafkaFixture.Until(() => _watch.RestrictionCount == 1, "the restriction stands again");
    }

    [Fact]
    public async Task What_was_said_while_nobody_enforced_is_heeded_before_anything_is_sent_again()
    {
        var (answered, silent, held) = (Order(1), Order(2), Order(3, ActionKind.CutLive));
        await using (var first = await TestEnforcer.StartAsync(_kafka, "--Enforcement:Breakers:CutLive=0"))
        {
            foreach (var order in new[] { answered, silent, held })
                await _watch.TellAsync(order);
            await KafkaFixture.Until(() => _watch.Actions.Count == 2 && _watch.StateOf(held) == DispatchState.Held, "two are sent and one is held");
            await first.StopAsync();
        }

        await _watch.TellAsync(Records.Receipt(answered, ReceiptStatus.Applied, Now()));
        await _watch.TellAsync(EnforcementRecords.Verdict(held, VerdictKind.Confirmed, Now()));
        await using var second = await TestEnforcer.StartAsync(_kafka, "--Enforcement:Breakers:CutLive=0");
        await _watch.UntilAsync(answered, DispatchState.Applied);
        await _watch.UntilAsync(held, DispatchState.Released);
        await KafkaFixture.Until(() => _watch.Actions.Count >= 4, "what is still to be sent is sent");

        Assert.Equal(
            [(answered.ActionId, 1), (silent.ActionId, 1), (silent.ActionId, 2), (held.ActionId, 1)],
            _watch.Actions.OrderBy(action => action.Order.OrderedAt).ThenBy(action => action.Attempt).Select(action => (action.Order.ActionId, action.Attempt)));
    }

    [Fact]
    public async Task Whoever_takes_over_corrects_restrictions_that_say_something_else()
    {
        var order = Order(1);
        var restriction = new Restriction
        {
            ActionId = order.ActionId, Kind = order.Kind, Subject = order.Subject, From = order.OrderedAt, Until = order.ExpiresAt, Policy = order.Policy.Name, Ground = order.Ground,
        };
        await _watch.TellAsync(new RestrictionRecord { V = 1, LiveId = order.LiveId, At = order.OrderedAt, Restrictions = [restriction] });
        await KafkaFixture.Until(() => _watch.RestrictionCount == 1, "a restriction without an order is told");

        await using var worker = await TestEnforcer.StartAsync(_kafka);

        await KafkaFixture.Until(() => _watch.RestrictionCount == 0, "it is not told any more");
    }

    [Fact]
    public async Task A_log_of_orders_with_several_partitions_is_no_log_to_enforce_by()
    {
        using var other = new MockKafka();
        await using var worker = await TestWorker.StartAsync(_kafka, ScriptedScorers.OneFace(30), "--Worker:Roles=enforcer", $"--Kafka:BootstrapServers={other.BootstrapServers}");

        await KafkaFixture.Until(() => worker.Fault.IsReported, "it stops");
    }

    private static DateTimeOffset Now() => TimeProvider.System.GetUtcNow();

    private static byte[] Json(ActionRecord order) => System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(order, WireJson.Default.ActionRecord);

    private ActionRecord Order(int number, ActionKind kind = ActionKind.ThrottleGifts, TimeSpan? lasts = null) => EnforcementWatch.Order(_kafka, number, kind, lasts: lasts);

    private SimulatedPlatform Platform(Func<ActionRecord, int, PlatformManner> manner) => new(_kafka.Bootstrap, manner, what => Assert.Fail(what), TimeProvider.System);

    private async Task<IEnumerable<Core.Subjects.ActionId>> ReleasedAsync(int count)
    {
        await KafkaFixture.Until(() => _watch.Actions.Count >= count, $"{count} were released");
        // Orders of different lives come in any order.
        return _watch.Actions.DistinctBy(action => action.Order.ActionId).OrderBy(action => action.Order.OrderedAt).Select(action => action.Order.ActionId);
    }

    private async Task<EnforcementStateRecord> StateAsync()
    {
        var before = _watch.State?.At;
        await KafkaFixture.Until(() => _watch.State is { } state && state.At != before, "another sign of life comes");
        return _watch.State!;
    }
}
