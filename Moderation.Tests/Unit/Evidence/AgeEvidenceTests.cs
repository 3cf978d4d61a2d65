using Moderation.Core.Evidence;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Evidence;

public sealed class AgeEvidenceTests
{
    private static readonly AgeBeliefModel Model = new(AgeEvidenceSamples.Round);
    private readonly AgeEvidence _evidence = new(Model, new EvidenceOptions());

    [Fact]
    public void Without_a_face_the_belief_is_unknown()
    {
        Assert.Null(_evidence.Under18);
        Assert.Equal(UnknownReason.NoFace, _evidence.UnknownBecause);
        Assert.Null(_evidence.MeanReadYears);
    }

    [Fact]
    public void Belief_stays_unknown_until_eight_seconds_of_clear_face_were_seen()
    {
        See(8, years: 10);
        Assert.Equal(UnknownReason.TooLittleClearFaceTime, _evidence.UnknownBecause);
        Assert.Null(_evidence.Under18);
        _evidence.Add(10, DateTimeOffset.UnixEpoch.AddSeconds(8));
        Assert.Null(_evidence.UnknownBecause);
        Assert.Equal(Model.Under18(10, _evidence.EffectiveFaces), _evidence.Under18);
    }

    [Fact]
    public void Time_in_which_no_face_was_seen_is_not_clear_face_time()
    {
        _evidence.Add(10, DateTimeOffset.UnixEpoch);
        _evidence.Add(10, DateTimeOffset.UnixEpoch.AddMinutes(1));
        Assert.Equal(2, _evidence.ClearFaceSeconds);
    }

    [Fact]
    public void Few_faces_do_not_make_a_belief_however_long_a_gap_may_count()
    {
        var evidence = new AgeEvidence(Model, new EvidenceOptions { LongestCountedGap = TimeSpan.FromSeconds(30) });
        evidence.Add(10, DateTimeOffset.UnixEpoch);
        evidence.Add(10, DateTimeOffset.UnixEpoch.AddSeconds(20));
        Assert.Equal(UnknownReason.TooLittleClearFaceTime, evidence.UnknownBecause);
    }

    [Fact]
    public void A_change_of_person_is_followed_after_a_few_half_lives()
    {
        See(600, years: 10);
        var child = _evidence.Under18!.Value;
        for (var second = 600; second < 600 + 4 * 300; second++)
            _evidence.Add(40, DateTimeOffset.UnixEpoch.AddSeconds(second));
        Assert.True(child > 0.7);
        Assert.True(_evidence.Under18 < 0.05, $"still {_evidence.Under18}");
    }

    [Fact]
    public void Readings_that_run_backwards_in_time_are_refused()
    {
        See(2, years: 10);
        Assert.Throws<ArgumentException>(() => _evidence.Add(10, DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public void A_pause_of_years_leaves_finite_evidence()
    {
        See(10, years: 10);
        _evidence.Add(30, DateTimeOffset.UnixEpoch.AddYears(50));
        Assert.Equal(30, _evidence.MeanReadYears!.Value, 6);
        Assert.Equal(1, _evidence.EffectiveFaces, 6);
    }

    [Fact]
    public void Clear_face_time_of_a_window_is_what_was_seen_in_it()
    {
        See(60, years: 10);
        _evidence.Add(10, DateTimeOffset.UnixEpoch.AddMinutes(10));
        var now = DateTimeOffset.UnixEpoch.AddMinutes(10);
        Assert.Equal(61, _evidence.ClearFaceSecondsOver(TimeSpan.FromMinutes(20), now));
        Assert.Equal(2, _evidence.ClearFaceSecondsOver(TimeSpan.FromMinutes(1), now));
        Assert.Equal(0, _evidence.ClearFaceSecondsOver(TimeSpan.FromMinutes(1), now.AddMinutes(2)));
    }

    [Fact]
    public void Clear_face_time_of_a_window_is_never_more_than_that_of_all_time()
    {
        See(4, years: 10);
        Assert.Equal(3, _evidence.ClearFaceSeconds);
        Assert.Equal(3, _evidence.ClearFaceSecondsOver(TimeSpan.FromSeconds(5), DateTimeOffset.UnixEpoch.AddSeconds(4)));
    }

    private void See(int seconds, double years)
    {
        for (var second = 0; second < seconds; second++)
            _evidence.Add(years, DateTimeOffset.UnixEpoch.AddSeconds(second));
    }
}
