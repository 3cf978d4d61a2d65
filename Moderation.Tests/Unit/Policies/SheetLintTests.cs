using Moderation.Core.Policies;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Policies;

public sealed class SheetLintTests
{
    [Fact]
    public void A_whole_sheet_has_nothing_to_look_at()
    {
        Assert.Empty(SheetLint.Check(SheetCompiler.FromYaml(SampleSheets.MinorHost)));
    }

    [Theory]
    [InlineData("minor >= 0.97 for 90s", "minor >= 1.2 for 90s", "29: rung 'cut' can never be reached: 'minor >= 1.2' is never true")]
    [InlineData("minor >= 0.97 for 90s", "minor >= 0.5 and minor < 0.3", "29: rung 'cut' can never be reached")]
    [InlineData("minor >= 0.97 for 90s", "minor >= 0.97 and role in [guest, opponent] for 90s", "29: rung 'cut' can never be reached: 'minor >= 0.97 and role in [guest, opponent]' is never true where the sheet's 'where' and 'needs' are")]
    [InlineData("minor >= 0.97 for 90s", "minor >= 0.85 for 30s", "29: rung 'cut' stands after 'throttle' and is reached whenever that is")]
    [InlineData("while: minor >= 0.75", "while: minor >= 0.85", "21: 'while' of rung 'report' can be false where its 'when' is true")]
    [InlineData("    report: high\n", "", "21: rung 'report' has no effect on anybody")]
    [InlineData("    confirm: two_persons\n", "    automatic_severe: allowed\n", "29: rung 'cut' orders 'cut_live' without anybody's word")]
    [InlineData("  lives_per_hour: 0.3%\n", "", "25: orders are given without anybody's word and no guard 'lives_per_hour' bounds them")]
    [InlineData("  actions_per_minute: 20\n", "", "25: orders are given without anybody's word and no guard 'actions_per_minute'")]
    [InlineData("throttle: never, ", "", "25: no test names rung 'throttle'")]
    [InlineData("clear_face_time over 2m >= 20s", "clear_face_time over 2m >= 0s", "the need 'clear_face_time over 2m >= 0s' can never be false")]
    [InlineData("standing.age_assurance == verified_adult", "role == guest and role == host", "the exemption 'role == guest and role == host' can never be true")]
    [InlineData("  fr: \"{what} jusqu", "  de: \"{what} jusqu", "there is no notice in 'fr'")]
    public void What_compiles_and_is_still_wrong_is_told(string instead, string written, string warning)
    {
        var text = SampleSheets.MinorHost.Replace(instead, written, StringComparison.Ordinal);
        Assert.NotEqual(SampleSheets.MinorHost, text);

        var found = SheetLint.Check(SheetCompiler.FromYaml(text));

        Assert.Contains(found, one => one.ToString().StartsWith(warning, StringComparison.Ordinal));
        Assert.All(found, one => Assert.StartsWith(warning, one.ToString().Replace(" (in variant 'fr')", "", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Fact]
    public void A_sheet_without_tests_is_told()
    {
        var found = SheetLint.Check(SheetCompiler.FromYaml(SampleSheets.Smallest("live", "live.people >= 9", "    report: normal")));

        Assert.Equal("the sheet has no tests: it cannot leave the draft stage", Assert.Single(found).ToString());
    }

    [Fact]
    public void What_cannot_be_judged_is_not_complained_about()
    {
        var found = SheetLint.Check(SheetCompiler.FromYaml(SampleSheets.Smallest(
            "gifter", "sent.coins over 10m >= 3 * sent.usual_coins", "    while: sent.coins over 10m >= 2 * sent.usual_coins\n    report: normal\ntests: [ only ]")));

        Assert.Empty(found);
    }

    [Fact]
    public void The_most_that_a_sheet_can_touch_is_what_its_guards_leave()
    {
        var guarded = SheetCompiler.FromYaml(SampleSheets.MinorHost);
        var free = SheetCompiler.FromYaml(SampleSheets.Smallest("live", "live.people >= 9", "    do: [ slow_chat: { for: 1m } ]"));
        var silent = SheetCompiler.FromYaml(SampleSheets.Smallest("live", "live.people >= 9"));

        Assert.Equal(new BlastRadius(30, 20, true), SheetLint.BlastRadius(guarded, 10_000));
        Assert.Equal(new BlastRadius(10_000, null, true), SheetLint.BlastRadius(free, 10_000));
        Assert.Equal(new BlastRadius(0, 0, false), SheetLint.BlastRadius(silent, 10_000));
    }
}
