using CsCheck;
using Moderation.Core.Review;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Properties.Review;

public sealed class StrikeLawTests
{
    private static readonly TimeSpan Lasts = TimeSpan.FromDays(90);

    private static readonly Gen<StrikeVerdict> Verdicts = Gen.Select(Gen.Int[0, 40], Gen.Int[0, 200], Gen.Enum<VerdictKind>())
        .Select((number, day, kind) => new StrikeVerdict($"v-{number}", Records.Noon.AddDays(day), kind));

    private static readonly Gen<StrikeOrder[]> Histories = Gen.Select(
        Gen.Int[0, 2], Gen.Int[0, 2], Gen.Enum<ActionKind>(), Gen.Int[0, 150], Verdicts.Array[0, 4], Gen.Bool, Gen.Int[0, 5])
        .Select((live, policy, kind, day, verdicts, byHand, lift) => (Live: live, Policy: policy, Kind: kind, Day: day, Verdicts: verdicts, ByHand: byHand, Lifted: lift == 0))
        .Array[0, 12]
        .Select(orders => orders.Select((order, i) => new StrikeOrder
        {
            ActionId = ActionId.Parse($"act-{i:00}"),
            LiveId = LiveId.Parse($"live-{order.Live}"),
            Policy = $"policy-{order.Policy}",
            Kind = order.Kind,
            OrderedAt = Records.Noon.AddDays(order.Day),
            OrderedBy = order.ByHand ? ["v-by-hand"] : [],
            Verdicts = order.Verdicts,
            IsLifted = order.Lifted,
        }).ToArray());

    [Fact]
    public void As_many_strikes_count_as_lives_and_policies_in_which_a_severe_order_stands_upheld() => Gen.Select(Histories, Gen.Int[0, 260]).Sample((orders, day) =>
    {
        var at = Records.Noon.AddDays(day);

        Assert.Equal(Recount(orders, at), StrikeRule.Of(orders, Lasts).Count(strike => strike.IsInForce(at)));
    });

    [Fact]
    public void The_order_in_which_a_history_is_told_changes_nothing() => Gen.Select(Histories, Gen.Int).Sample((orders, seed) =>
    {
        var random = new Random(seed);
        var mixed = orders.Select(order => order with { Verdicts = [.. order.Verdicts.OrderBy(verdict => verdict.At).ThenBy(verdict => verdict.VerdictId).ThenBy(verdict => verdict.Kind)] }).ToArray();
        var told = mixed.DistinctBy(order => order.ActionId).ToArray();
        random.Shuffle(told);

        Assert.Equal(StrikeRule.Of(mixed, Lasts), StrikeRule.Of(told, Lasts));
    });

    [Fact]
    public void No_warning_leaves_a_strike_and_none_is_left_where_nobody_upheld_anything() => Histories.Sample(orders =>
    {
        ActionKind[] mild = [ActionKind.AgeCheckInvite, ActionKind.StopRecommending, ActionKind.SlowChat, ActionKind.ThrottleGifts, ActionKind.FreezeGifts];
        Assert.Empty(StrikeRule.Of(orders.Where(order => mild.Contains(order.Kind)), Lasts));
        Assert.Empty(StrikeRule.Of(orders.Select(order => order with { OrderedBy = [], Verdicts = [.. order.Verdicts.Where(verdict => verdict.Kind != VerdictKind.Confirmed)] }), Lasts));
    });

    // The slow and plain way: walk through every order, replay what was said of it in time, and note what is left.
    private static int Recount(StrikeOrder[] orders, DateTimeOffset at)
    {
        var standing = new HashSet<string>();
        foreach (var order in orders)
        {
            if (order.Kind is ActionKind.AgeCheckInvite or ActionKind.StopRecommending or ActionKind.SlowChat or ActionKind.ThrottleGifts or ActionKind.FreezeGifts)
                continue;
            var upheld = order.OrderedBy.Count > 0;
            foreach (var verdict in order.Verdicts.OrderBy(verdict => verdict.At).ThenBy(verdict => verdict.VerdictId, StringComparer.Ordinal))
            {
                if (verdict.Kind == VerdictKind.Confirmed)
                    upheld = true;
                if (verdict.Kind == VerdictKind.Overturned)
                    upheld = false;
            }

            if (upheld && !order.IsLifted && at - order.OrderedAt < Lasts)
                standing.Add($"{order.LiveId} {order.Policy}");
        }

        return standing.Count;
    }
}
