using System.Text.Json;
using Moderation.Core.Enforcement;
using Moderation.Core.Enforcement.Gifts;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;
using static Moderation.Tests.Support.GiftParts;

namespace Moderation.Tests.Unit.Enforcement;

public sealed class GiftMemoryBoundTests
{
    private readonly RestrictionBook _book = new();

    [Fact]
    public void Memory_lets_go_of_answers_holds_and_coins_in_their_time_and_is_empty_then()
    {
        var gate = Known();
        gate.Ask(Gift("g-1"), Noon);
        gate.Take(Hold(Gift("g-2"), Noon, Noon.AddSeconds(600), "act-1"), Noon);
        Assert.Equal((2, 1), (gate.RememberedCount, gate.CountedCount));

        gate.Sweep(Noon.AddSeconds(119));
        Assert.Equal((2, 0), (gate.RememberedCount, gate.CountedCount));
        gate.Sweep(Noon.AddSeconds(120));
        Assert.Equal(1, gate.RememberedCount);
        gate.Sweep(Noon.AddHours(24));
        Assert.Equal(0, gate.RememberedCount);
    }

    [Fact]
    public void Full_memory_takes_no_more_gifts_says_how_many_it_did_not_count_and_still_holds()
    {
        var gate = Known(new GiftRules { MaxGifts = 3 });
        for (var i = 0; i < 5; i++)
            gate.Ask(Gift($"g-{i}"), Noon);
        Assert.Equal((3, 3, 2), (gate.RememberedCount, gate.CountedCount, gate.UncountedCount));

        _book.Take(InForce(Restriction(ActionKind.FreezeGifts)));
        Assert.Equal(GiftDecision.Hold, gate.Ask(Gift("g-9"), Noon).Answer.Decision);
        gate.Sweep(Noon.AddSeconds(120));
        gate.Ask(Gift("g-10") with { ReceiverId = ParticipantId.Parse("p2") }, Noon.AddSeconds(121));
        Assert.Equal((1, 1), (gate.RememberedCount, gate.CountedCount));
    }

    [Fact]
    public void Allowed_gift_allocates_within_its_budget()
    {
        const int Count = 20_000;
        var gate = Known();
        _book.Take(InForce(Restriction(ActionKind.ThrottleGifts, cap: 1_000_000_000)));
        var gifts = Enumerable.Range(0, 3 * Count).Select(i => Gift($"g-{Number(i)}") with { LiveId = LiveId.Parse($"live-{i % 100}") }).ToArray();

        var perGift = Allocation.Of(Count, i => gate.Ask(gifts[i], Noon.AddMilliseconds(i))) / Count;

        using var budgets = JsonDocument.Parse(Repository.Read("bench/budgets.json"));
        Assert.InRange(perGift, 0, budgets.RootElement.GetProperty("allocatedBytesPerOperation").GetProperty("gifts.answer").GetInt64());
    }

    [Fact]
    public async Task Gifts_of_many_threads_never_pass_a_cap_together()
    {
        var gate = Known();
        _book.Take(InForce(Restriction(ActionKind.ThrottleGifts, cap: 1000)));

        var coins = await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() => Enumerable.Range(0, 500)
            .Sum(i => gate.Ask(Gift($"g-{thread}-{i}", 1), Noon).Answer.Decision == GiftDecision.Allow ? 1 : 0))));

        Assert.Equal(1000, coins.Sum());
    }

    private GiftGate Known(GiftRules? rules = null)
    {
        // Here it is heard for days.
        var watch = new RestrictionWatch(TimeSpan.FromDays(2));
        watch.Load(_book);
        watch.Hear(Noon, Noon);
        return new GiftGate(rules ?? new GiftRules(), watch);
    }
}
