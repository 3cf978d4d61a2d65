using CsCheck;
using Moderation.Core.Review;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Properties.Review;

public sealed class CasePriorityLawTests
{
    private static readonly Gen<CaseFacts> Facts = Gen.Select(
        Gen.Enum<ReportPriority>(), Gen.Double[0, 1].Nullable(), Gen.Long[0, 1_000_000].Nullable(), Gen.Bool, Gen.Double[0, 6], Gen.Int[0, 600]).Select((urgency, p, viewers, runs, flags, age) =>
        new CaseFacts
        {
            Urgency = urgency, Probability = p, Viewers = viewers, IsRunning = runs, FlagWeight = flags, OpenedAt = Records.Noon.AddMinutes(-age), DueAt = Records.Noon.AddMinutes(10 - age),
        });

    [Fact]
    public void The_score_is_the_product_of_the_terms_that_are_shown_and_never_nothing() =>
        Facts.Sample(facts =>
        {
            var priority = CasePriority.Of(facts, Records.Noon);
            return priority.Terms.All(term => double.IsFinite(term.Factor) && term.Text.EndsWith('.'))
                && Math.Abs(priority.Score - priority.Terms.Aggregate(1.0, (product, term) => product * term.Factor)) <= 1e-12 * priority.Score
                && priority.Score > 0;
        });

    [Fact]
    public void The_rank_orders_cases_as_their_scores_do_at_any_time() =>
        Gen.Select(Facts, Facts, Gen.Int[0, 2000]).Sample((one, other, minutes) =>
        {
            var now = Records.Noon.AddMinutes(minutes);
            var (a, b) = (CasePriority.Of(one, now).Score, CasePriority.Of(other, now).Score);
            return Math.Abs(a - b) <= 1e-9 * a || a > b == CasePriority.Rank(one) > CasePriority.Rank(other);
        });

    [Fact]
    public void What_looks_back_comes_after_everything_else_however_urgent_it_is_and_however_long_it_waits() =>
        Gen.Select(Facts, Facts, Gen.Int[0, 20_000_000]).Sample((one, other, minutes) =>
        {
            var (back, later) = (one with { LooksBack = true, IsForced = true }, Records.Noon.AddMinutes(minutes));
            return CasePriority.Of(back, later).Band > CasePriority.Of(other, later).Band
                && CasePriority.Rank(back with { OpenedAt = later }) < CasePriority.Rank(other);
        });

    [Fact]
    public void More_viewers_more_trusted_flags_and_more_urgency_never_lower_it() =>
        Gen.Select(Facts, Gen.Long[0, 1000], Gen.Double[0, 3]).Sample((facts, viewers, weight) =>
        {
            var score = CasePriority.Of(facts, Records.Noon).Score;
            return CasePriority.Of(facts with { Viewers = (facts.Viewers ?? 0) + viewers }, Records.Noon).Score >= score
                && CasePriority.Of(facts with { FlagWeight = facts.FlagWeight + weight }, Records.Noon).Score >= score
                && CasePriority.Of(facts with { Urgency = ReportPriority.Urgent }, Records.Noon).Score >= score;
        });

    [Fact]
    public void Waiting_lowers_the_score_and_in_the_end_lifts_the_case_before_all_that_are_not_due() =>
        Gen.Select(Facts, Gen.Int[1, 600]).Sample((facts, minutes) =>
        {
            var (now, later) = (Records.Noon, Records.Noon.AddMinutes(minutes));
            var (before, after) = (CasePriority.Of(facts, now), CasePriority.Of(facts, later));
            return after.Score <= before.Score && after.Band <= before.Band && CasePriority.Of(facts, facts.DueAt).Band == 1
                && CasePriority.Of(facts with { IsForced = true }, now).Band == 0;
        });
}
