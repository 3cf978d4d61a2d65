using Microsoft.Extensions.Time.Testing;
using Moderation.Cli.Demo.Platform;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Kafka;

/// <summary>Platforms that answer late, twice or never. The enforcer's clock is in the test's hands; the broker's is not.</summary>
public sealed class EnforcerPatienceTests : IDisposable
{
    private readonly KafkaFixture _kafka = new();
    private readonly EnforcementWatch _watch;
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    public EnforcerPatienceTests() => _watch = new EnforcementWatch(_kafka);

    public void Dispose()
    {
        _watch.Dispose();
        _kafka.Dispose();
    }

    [Fact]
    public async Task An_order_without_an_answer_is_repeated_at_growing_intervals_with_the_same_content_and_becomes_somebodys_concern()
    {
        await using var platform = Platform((_, attempt) => new PlatformManner(TimeSpan.Zero, attempt < 5 ? 0 : 1), TimeProvider.System);
        await using var worker = await TestEnforcer.StartAsync(_kafka, _time);
        var order = Order(1);
        await _watch.TellAsync(order);

        foreach (var (attempt, wait) in new[] { (1, 5), (2, 10), (3, 20), (4, 40) })
        {
            await SentAsync(attempt);
            var record = _watch.Dispatches[order.ActionId];
            Assert.Equal((attempt, TimeSpan.FromSeconds(wait)), (record.Attempts, record.RetryAt - _time.GetUtcNow()));
            _time.Advance(TimeSpan.FromSeconds(wait));
            if (attempt == 3)
                await KafkaFixture.Until(() => _watch.Dispatches[order.ActionId].IsOverdue && _watch.State is { Overdue: 1, Unanswered: 1 }, "it is overdue after 35 s");
        }

        await _watch.UntilAsync(order, DispatchState.Applied);
        Assert.False(_watch.Dispatches[order.ActionId].IsOverdue);
        Assert.Equal([1, 2, 3, 4, 5], _watch.Actions.Select(action => action.Attempt));
        Assert.Single(_watch.Actions.Select(action => action.Json).Distinct());
        Assert.Single(platform.InForce());
    }

    [Fact]
    public async Task An_answer_that_comes_late_and_for_every_attempt_counts_once()
    {
        var platformTime = new FakeTimeProvider(_time.GetUtcNow());
        await using var platform = Platform((_, _) => new PlatformManner(TimeSpan.FromSeconds(60)), platformTime);
        await using var worker = await TestEnforcer.StartAsync(_kafka, _time);
        var order = Order(1);
        await _watch.TellAsync(order);
        await SentAsync(1);
        _time.Advance(TimeSpan.FromSeconds(5));
        await SentAsync(2);
        await KafkaFixture.Until(() => platform.View().Deliveries == 2, "both attempts came");

        platformTime.Advance(TimeSpan.FromSeconds(60));

        await _watch.UntilAsync(order, DispatchState.Applied);
        await KafkaFixture.Until(() => _watch.Receipts.Count == 2, "both attempts are answered");
        var record = _watch.Dispatches[order.ActionId];
        Assert.Equal((platformTime.GetUtcNow(), 2), (record.AppliedAt, record.Attempts));
        Assert.Equal([order.ActionId], platform.InForce());
    }

    [Fact]
    public async Task An_answer_that_comes_twice_changes_nothing_the_second_time()
    {
        await using var platform = Platform((_, _) => new PlatformManner(TimeSpan.Zero, Answers: 2), TimeProvider.System);
        await using var worker = await TestEnforcer.StartAsync(_kafka, _time);
        var (order, next) = (Order(1), Order(6));
        Assert.Equal(order.LiveId, next.LiveId);
        await _watch.TellAsync(order);
        await _watch.UntilAsync(order, DispatchState.Applied);
        var answered = _watch.Dispatches[order.ActionId];

        // Of one live they are read one after the other: what follows the second answer comes after it.
        await _watch.TellAsync(next);
        await _watch.UntilAsync(next, DispatchState.Applied);

        Assert.Equal(answered.Revision, _watch.Dispatches[order.ActionId].Revision);
        Assert.Equal(2, _watch.Receipts.Count(receipt => receipt.ActionId == order.ActionId));
    }

    private Task SentAsync(int attempts) => KafkaFixture.Until(() => _watch.Actions.Count >= attempts, $"attempt {attempts} is made");

    private ActionRecord Order(int number) => EnforcementWatch.Order(_kafka, number, at: _time.GetUtcNow());

    private SimulatedPlatform Platform(Func<ActionRecord, int, PlatformManner> manner, TimeProvider time) => new(_kafka.Bootstrap, manner, what => Assert.Fail(what), time);
}
