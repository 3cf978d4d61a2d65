using CsCheck;
using Moderation.Worker.Kafka;

namespace Moderation.Tests.Properties.Kafka;

public sealed class OffsetLedgerTests
{
    /// <summary>Steps of consumption: each begins an offset after a gap of 0 to 3, or completes one in flight chosen by a number.</summary>
    private static readonly Gen<(bool Begin, int Choice)[]> Steps = Gen.Select(Gen.Bool, Gen.Int[0, 1000]).Array[1, 400];

    [Fact]
    public void The_committable_offset_never_passes_work_in_flight_and_agrees_with_a_naive_twin()
    {
        Steps.Sample(steps =>
        {
            var ledger = new OffsetLedger();
            var inFlight = new SortedSet<long>();
            long next = 0;
            long? expected = null;
            foreach (var (begin, choice) in steps)
            {
                if (begin)
                {
                    next += choice % 4;
                    ledger.Begin(next);
                    inFlight.Add(next++);
                }
                else if (inFlight.Count > 0)
                {
                    var done = inFlight.ElementAt(choice % inFlight.Count);
                    ledger.Complete(done);
                    inFlight.Remove(done);
                }

                if (inFlight.Count > 0)
                    expected = inFlight.Min;
                else if (next > 0)
                    expected = next;
                Assert.Equal(expected, ledger.Committable);
            }
        });
    }

    [Fact]
    public void The_committable_offset_never_goes_back()
    {
        Steps.Sample(steps =>
        {
            var ledger = new OffsetLedger();
            var inFlight = new List<long>();
            long next = 0;
            long highest = -1;
            foreach (var (begin, choice) in steps)
            {
                if (begin)
                {
                    ledger.Begin(next);
                    inFlight.Add(next++);
                }
                else if (inFlight.Count > 0)
                {
                    var index = choice % inFlight.Count;
                    ledger.Complete(inFlight[index]);
                    inFlight.RemoveAt(index);
                }

                var now = ledger.Committable ?? -1;
                Assert.True(now >= highest);
                highest = now;
            }
        });
    }

    [Fact]
    public void An_offset_that_is_begun_out_of_order_is_refused()
    {
        var ledger = new OffsetLedger();
        ledger.Begin(5);

        Assert.Throws<ArgumentOutOfRangeException>(() => ledger.Begin(5));
    }

    [Fact]
    public void Completing_what_is_not_in_flight_is_refused()
    {
        var ledger = new OffsetLedger();
        ledger.Begin(5);
        ledger.Begin(6);
        ledger.Complete(6);

        Assert.Throws<InvalidOperationException>(() => ledger.Complete(4));
        Assert.Throws<InvalidOperationException>(() => ledger.Complete(6));
    }
}
