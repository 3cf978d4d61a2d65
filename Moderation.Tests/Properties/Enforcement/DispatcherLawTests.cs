using CsCheck;
using Moderation.Core.Enforcement;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Properties.Enforcement;

public sealed class DispatcherLawTests
{
    private static readonly DateTimeOffset Start = Records.Noon.AddSeconds(3);
    private static readonly DateTimeOffset End = Records.Noon.AddSeconds(100);

    [Fact]
    public void What_is_in_force_depends_on_what_was_told_and_not_on_its_order_or_how_often() =>
        Gen.Select(OrderPlot.Gen, Gen.Int[0, int.MaxValue]).Sample((plot, seed) =>
        {
            var told = Shuffle([.. plot.Told, .. plot.Told], seed);
            var run = new EnforcementRun(new DispatchRules());
            foreach (var what in told)
                run.Tell(what, Start);
            run.Tick(End);
            return run.InForce(End).SequenceEqual(plot.InForce(End));
        }, iter: 1000);

    [Fact]
    public void A_platform_that_does_as_it_is_told_has_in_force_what_enforcement_has() =>
        Gen.Select(OrderPlot.Gen, Gen.Int[1, 20], Gen.Int[0, 13]).Sample((plot, pace, crash) =>
        {
            var run = new EnforcementRun(new DispatchRules());
            var now = Start;
            for (var i = 0; i < plot.Orders.Count; i++)
            {
                run.Tell(plot.Orders[i], now);
                if (i == crash)
                    run.Crash(now);
                now = now.AddSeconds(pace);
                run.Tick(now);
            }

            return Platform(run, now).SequenceEqual(run.InForce(now));
        }, iter: 1000);

    [Fact]
    public void Whoever_takes_over_with_what_was_written_down_goes_on_as_if_nothing_had_been() =>
        Gen.Select(OrderPlot.Gen, Gen.Int[0, 25], Gen.Int[0, 5]).Sample((plot, crash, again) =>
        {
            var (whole, broken) = (new EnforcementRun(new DispatchRules()), new EnforcementRun(new DispatchRules()));
            for (var i = 0; i < plot.Told.Count; i++)
            {
                whole.Tell(plot.Told[i], Start);
                broken.Tell(plot.Told[i], Start);
                if (i != crash)
                    continue;
                broken.Crash(Start);
                foreach (var what in plot.Told.Skip(Math.Max(0, i - again)).Take(again))
                    broken.Tell(what, Start);
            }

            whole.Tick(End);
            broken.Tick(End);
            return whole.InForce(End).SequenceEqual(broken.InForce(End))
                && whole.Written.Values.All(record => broken.Written[record.Order.ActionId].State == record.State && broken.Written[record.Order.ActionId].Reason == record.Reason);
        }, iter: 1000);

    [Fact]
    public void No_minute_has_more_unconfirmed_orders_of_a_kind_than_the_breaker_allows_whatever_crashes() =>
        Gen.Select(Gen.Int[0, 40].Array[1, 40], Gen.Int[1, 5], Gen.Int[0, 39]).Sample((waits, most, crash) =>
        {
            var run = new EnforcementRun(new DispatchRules { MaxPerMinute = new Dictionary<ActionKind, int> { [ActionKind.CutLive] = most }, BreakerLasts = TimeSpan.FromMinutes(2) });
            var now = Start;
            for (var i = 0; i < waits.Length; i++)
            {
                now = now.AddSeconds(waits[i]);
                run.Tick(now);
                run.Tell(Records.Action(i, ActionKind.CutLive) with { ExpiresAt = now.AddHours(1) }, now);
                if (i == crash)
                    run.Crash(now);
            }

            var firsts = run.Sent.Where(sent => sent.Sending.Attempt == 1).Select(sent => sent.At).ToList();
            // The first ones always go: whatever passes the limit is what the naive count of the minute before it says.
            return firsts.All(at => firsts.Count(other => other <= at && at - other < TimeSpan.FromMinutes(1)) <= most)
                && run.Written.Values.All(record => record.State is DispatchState.Released or DispatchState.Held)
                && run.Written.Values.Count(record => record.State == DispatchState.Released) >= Math.Min(most, waits.Length);
        }, iter: 500);

    [Fact]
    public void While_everything_is_switched_off_only_reversals_leave() =>
        Gen.Select(OrderPlot.Gen, Gen.Int[0, 13], Gen.Bool).Sample((plot, at, lift) =>
        {
            var run = new EnforcementRun(new DispatchRules());
            for (var i = 0; i < plot.Orders.Count; i++)
            {
                if (i == at)
                    run.Tell(EnforcementRecords.Off(Start, lift), Start);
                var sent = run.Sent.Count;
                run.Tell(plot.Orders[i], Start);
                if (i >= at && run.Sent.Skip(sent).Any(s => s.Sending.Order.Reverses is null))
                    return false;
            }

            return at >= plot.Orders.Count || !lift || run.InForce(Start).Count == 0;
        }, iter: 500);

    private static IEnumerable<ActionId> Platform(EnforcementRun run, DateTimeOffset now)
    {
        var effects = new Dictionary<ActionId, DateTimeOffset>();
        foreach (var order in run.Sent.Select(sent => sent.Sending.Order))
        {
            if (order.Reverses is { } reversed)
                effects.Remove(reversed);
            else
                effects[order.ActionId] = order.ExpiresAt;
            if (order.Renews is { } renewed)
                effects.Remove(renewed);
        }

        return effects.Where(effect => effect.Value > now).Select(effect => effect.Key).OrderBy(id => id.Value, StringComparer.Ordinal);
    }

    private static List<object> Shuffle(List<object> told, int seed)
    {
        var random = new Random(seed);
        for (var i = told.Count - 1; i > 0; i--)
        {
            var j = random.Next(i + 1);
            (told[i], told[j]) = (told[j], told[i]);
        }

        return told;
    }
}
