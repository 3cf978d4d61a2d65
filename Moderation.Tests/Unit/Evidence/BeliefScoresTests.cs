using Moderation.Core.Evidence;

namespace Moderation.Tests.Unit.Evidence;

public sealed class BeliefScoresTests
{
    [Fact]
    public void Scores_of_a_small_table_are_those_worked_out_by_hand()
    {
        var scores = BeliefScores.Of([new(0.95, true), new(0.85, false), new(0.45, true), new(0.05, false)]);
        Assert.Equal((0.05 + 0.85 + 0.55 + 0.05) / 4, scores.CalibrationError, 9);
        Assert.Equal((0.0025 + 0.7225 + 0.3025 + 0.0025) / 4, scores.Brier, 9);
        Assert.Equal(-(2 * Math.Log(0.95) + Math.Log(0.15) + Math.Log(0.45)) / 4, scores.LogLoss, 9);
        Assert.Equal(0.75, scores.Auc, 9);
        Assert.Equal(0.5, scores.ShareAt(0.9, minors: true));
        Assert.Equal(0.5, scores.ShareAt(0.85, minors: false));
    }

    [Fact]
    public void Equal_beliefs_count_half_in_the_area() =>
        Assert.Equal(0.5, BeliefScores.Of([new(0.3, true), new(0.3, false), new(0.3, false)]).Auc);

    [Fact]
    public void Certain_error_costs_much_but_not_infinitely_much() =>
        Assert.Equal(-Math.Log(BeliefScores.LogLossFloor), BeliefScores.Of([new(1, false)]).LogLoss, 9);

    [Fact]
    public void Belief_outside_0_to_1_is_refused() =>
        Assert.Throws<ArgumentException>(() => BeliefScores.Of([new(double.NaN, true)]));

    [Fact]
    public void Table_finds_columns_by_name_and_groups_frames_by_face()
    {
        var faces = AgeFrameTable.ReadFrames(["frame,face,true_age,p_under_18_raw,softmax_sd,expected_age", "0,a,15,0.5,4,12.5", "0,b,30,0,5,28", "1,a,15,0.5,4,13.5", ""]);
        Assert.Equal(["a", "b"], faces.Select(f => f.Face));
        Assert.Equal(13, faces[0].MeanReadYears);
        Assert.True(faces[0].IsMinor);
        Assert.False(faces[1].IsMinor);
    }

    [Theory]
    [InlineData("0,15,12.5,4,x", "line 2")]
    [InlineData("0,15.5,12.5,4,0.5", "line 2")]
    [InlineData("0,15,12.5", "line 2")]
    [InlineData("0,15,NaN,4,0.5", "line 2")]
    public void Broken_line_is_refused_with_its_number(string line, string named) => Assert.Contains(
        named,
        Assert.Throws<FormatException>(() => AgeFrameTable.ReadFrames(["face,true_age,expected_age,softmax_sd,p_under_18_raw", line])).Message,
        StringComparison.Ordinal);
}
