using CsCheck;
using Moderation.Core.Review;
using Moderation.Core.Subjects;
using Moderation.Tests.Support;

namespace Moderation.Tests.Properties.Review;

public sealed class FlagLimitLawTests
{
    private static readonly Gen<CountedFlag> Flag = Gen.Select(Gen.Int[0, 8], Gen.Int[0, 4], Gen.Int[0, 2], Gen.Bool, Gen.Int[-90, 90]).Select((number, live, flagger, trusted, minute) =>
        new CountedFlag(LiveId.Parse($"live-{live}"), $"f-{number}", UserId.Parse($"user-{flagger}"), trusted, Records.Noon.AddMinutes(minute)));

    // The id is the live's and its own, so the same id is the same flag.
    private static readonly Gen<CountedFlag[]> Flags = Flag.Array[0, 60].Select(flags => flags.DistinctBy(flag => (flag.LiveId, flag.FlagId)).ToArray());
    private static readonly Gen<FlagLimits> Limits = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 6]).Select((viewers, trusted) => new FlagLimits(viewers, trusted));

    [Fact]
    public void The_same_flags_count_in_whatever_order_batches_and_repetitions_they_come() =>
        Gen.Select(Flags, Limits, Gen.Int[1, 7], Gen.Int[0, int.MaxValue]).Sample((flags, limits, batch, seed) =>
        {
            var random = new Random(seed);
            var arrivals = flags.Concat(flags.Where(_ => random.Next(4) == 0)).OrderBy(_ => random.Next()).ToList();
            return Counted(arrivals, limits, batch).SetEquals(Counted(flags, limits, Math.Max(1, flags.Length)));
        });

    [Fact]
    public void Of_an_account_and_an_hour_as_many_count_as_came_or_as_the_limit_says_and_no_later_one_before_an_earlier() =>
        Gen.Select(Flags, Limits).Sample((flags, limits) =>
        {
            var over = FlagLimit.Over(flags, limits).ToHashSet();
            return flags.GroupBy(flag => (flag.FlaggerId, flag.Trusted, flag.At.UtcDateTime.Date, flag.At.UtcDateTime.Hour)).All(hour =>
            {
                var counted = hour.Where(flag => !over.Contains(flag)).ToList();
                return counted.Count == Math.Min(hour.Count(), limits.Of(hour.Key.Trusted) ?? int.MaxValue)
                    && hour.Where(over.Contains).All(late => counted.All(early => early.At <= late.At));
            });
        });

    [Fact]
    public void What_others_flag_moves_nobodys_limit() =>
        Gen.Select(Flags, Limits).Sample((flags, limits) =>
            flags.GroupBy(flag => flag.FlaggerId).All(own => FlagLimit.Over(own, limits).ToHashSet().SetEquals(FlagLimit.Over(flags, limits).Where(flag => flag.FlaggerId == own.Key))));

    /// <summary>What counts when flags come so: what is over is forgotten, as the tables do.</summary>
    private static HashSet<CountedFlag> Counted(IReadOnlyList<CountedFlag> arrivals, FlagLimits limits, int batch)
    {
        var (counted, known) = (new HashSet<CountedFlag>(), new HashSet<CountedFlag>());
        foreach (var flags in arrivals.Chunk(batch))
        {
            counted.UnionWith(flags.Where(known.Add));
            counted.ExceptWith(FlagLimit.Over(counted, limits));
        }

        return counted;
    }
}
