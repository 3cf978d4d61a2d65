using Moderation.Core.Policies;
using Moderation.Core.Policies.Sessions;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Policies.Sessions;

public sealed class SheetTesterTests
{
    [Fact]
    public void Every_test_passes_and_everything_is_covered()
    {
        var report = Run(PolicyTool.Minors);

        Assert.Empty(report.Tests.SelectMany(test => test.Failures));
        Assert.True(report.Passed && report.Coverage.IsFull);
        Assert.Equal("minors.host", report.Policy.Name);
        Assert.Contains(report.Tests[0].Happened, line => line.Contains("throttle on host, enforced (throttle_gifts)", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_sheet_gives_the_same_report() =>
        Assert.Equal(Run(PolicyTool.Minors).Tests.SelectMany(test => test.Happened), Run(PolicyTool.Minors).Tests.SelectMany(test => test.Happened));

    [Fact]
    public void A_failed_test_covers_nothing()
    {
        var report = Run(PolicyTool.Minors.Replace("by: 45s", "by: 2s", StringComparison.Ordinal));

        Assert.False(report.Passed);
        Assert.Equal(27, Assert.Single(report.Tests[0].Failures).Line);
        Assert.Equal(["no passing test reaches rung report", "no passing test reaches rung throttle"], report.Coverage.Gaps);
    }

    [Fact]
    public void A_variant_is_covered_by_a_live_in_one_of_its_countries()
    {
        var sheet = PolicyTool.Minors.Replace("tests:", "variants:\n  - { name: fr, applies: [FR], ladder: [{ rung: report, when: belief(under_18) >= 0.70 }] }\ntests:", StringComparison.Ordinal);

        Assert.False(Run(sheet).Coverage.Variants["fr"]);
        Assert.True(Run(sheet.Replace("country: GB", "country: FR", StringComparison.Ordinal)).Coverage.Variants["fr"]);
    }

    [Fact]
    public void A_verdict_finds_the_report_of_its_rung_and_lifts_what_followed()
    {
        var sheet = PolicyTool.Minors
            .Replace("      - { at: 60s, live: ends }\n", "      - { at: 50s, verdict: overturned, on: throttle, by: r-1 }\n", StringComparison.Ordinal)
            .Replace("by: 45s, orders", "by: 45s, orders", StringComparison.Ordinal)
            .Replace("  - name: nobody", "      - { reversed: throttle, on: host, by: 50s, not_before: 50s }\n  - name: nobody", StringComparison.Ordinal);

        Assert.Empty(Run(sheet).Tests.SelectMany(test => test.Failures));
    }

    [Fact]
    public void A_verdict_on_a_report_that_was_not_raised_is_told()
    {
        var sheet = PolicyTool.Minors.Replace("      - { at: 60s, live: ends }\n", "      - { at: 1s, verdict: overturned, on: throttle, by: r-1 }\n", StringComparison.Ordinal);

        Assert.Contains("at 1s: there is no report of rung throttle to judge; nothing was reported by then", Run(sheet).Tests[0].Failures[0].Says, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recorded_session_is_asked_for_by_its_name_and_must_hold_one_live()
    {
        var sheet = PolicyTool.Minors + "\n  - { name: as it was, recorded: lives/a.jsonl, expect: [{ rung: throttle, on: host, by: 45s }] }\n";
        var log = SheetTester.Sessions(SheetCompiler.FromYaml(PolicyTool.Minors), LiveLog.Rules())[0];
        var text = string.Join('\n', log.Select(entry => RecordedSession.Write(entry.Signal, entry.At)));

        Assert.Empty(Run(sheet, name => name == "lives/a.jsonl" ? text : null).Tests[^1].Failures);
        Assert.Contains("no recorded session", Run(sheet, _ => null).Tests[^1].Failures[0].Says, StringComparison.Ordinal);
        Assert.Contains("must hold one live", Run(sheet, _ => "").Tests[^1].Failures[0].Says, StringComparison.Ordinal);
        Assert.Contains("line 1: ", Run(sheet, _ => "{").Tests[^1].Failures[0].Says, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("  - { name: x, session: [{ at: 0s, live: starts }] }", "expect is missing")]
    [InlineData("  - { name: x, expect: [nothing] }", "a test has either session or recorded")]
    [InlineData("  - { session: [{ at: 0s, live: starts }], expect: [nothing] }", "name is missing")]
    [InlineData("  - { name: a child hosts, session: [{ at: 0s, live: starts }], expect: [nothing] }", "there is another test called 'a child hosts'")]
    [InlineData("  - { name: x, sesion: [{ at: 0s, live: starts }], expect: [nothing] }", "unknown field 'sesion'; did you mean 'session'?")]
    [InlineData("  - { name: x, session: [{ at: 0s, live: starts }], expect: [{ rung: thottle }] }", "the sheet has no rung 'thottle'; did you mean 'throttle'?")]
    public void What_is_wrong_with_a_test_is_told_without_playing_it(string test, string fault)
    {
        var sheet = SheetCompiler.FromYaml($"{PolicyTool.Minors}\n{test}\n");

        Assert.Contains(SheetTester.Check(sheet), found => found.Says.StartsWith(fault, StringComparison.Ordinal) && found.Line == 33);
        Assert.False(SheetTester.Run(sheet, LiveLog.Rules(), _ => null).Passed);
    }

    [Fact]
    public void A_sheet_without_tests_has_not_passed_them() =>
        Assert.False(Run(PolicyTool.Minors[..PolicyTool.Minors.IndexOf("tests:", StringComparison.Ordinal)]).Passed);

    private static SheetTestReport Run(string yaml, Func<string, string?>? readFile = null) => SheetTester.Run(SheetCompiler.FromYaml(yaml), LiveLog.Rules(), readFile ?? (_ => null));
}
