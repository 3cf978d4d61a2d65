using Moderation.Core.Policies;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Policies;

/// <summary>What is wrong with a sheet is told with its line and column, what was due, and the nearest known name.</summary>
public sealed class SheetFaultTests
{
    [Theory]
    [InlineData("policy: minors.host", "policy: Minors host", "2:9: 'policy' is an id of small letters")]
    [InlineData("title: A host who looks under 18\n", "", "2:1: the sheet needs 'title'")]
    [InlineData("owner: policy-minors", "ownr: policy-minors", "4:1: the sheet has no 'ownr'; did you mean 'owner'?")]
    [InlineData("owner: policy-minors", "owner: x\ntitle: y", "5:1: 'title' stands here twice; first on line 3")]
    [InlineData("subject: participant", "subject: particpant", "6:10: 'subject' knows no 'particpant'; did you mean 'participant'?")]
    [InlineData("applies: [EU, GB]", "applies: [EU, UK]", "7:15: 'UK' is no country; write codes of ISO 3166-1 (FR, GB), EU or EEA; did you mean 'GB'?")]
    [InlineData("kind: terms", "kind: term", "9:9: 'kind' knows no 'term'; did you mean 'terms'?")]
    [InlineData("  dsa: { category: PROTECTION_OF_MINORS, keyword: AGE_SPECIFIC_RESTRICTIONS_MINORS }\n", "", "9:3: 'ground' needs 'dsa' (category and keyword): the sheet applies in the European Union")]
    [InlineData("category: PROTECTION_OF_MINORS", "category: PROTECTION_OF_MINOR", "12:20: 'category' knows no 'PROTECTION_OF_MINOR'; did you mean 'PROTECTION_OF_MINORS'?")]
    [InlineData("where: role == host", "where: role == hots", "13:16: 'hots' is none of host, guest, opponent; did you mean 'host'?")]
    [InlineData("where: role == host", "where: role = host", "13:13: '=' compares nothing; write '==' for equal")]
    [InlineData("where: role == host", "where: sent.coins over 1m > 3", "13:8: 'sent.coins' can be asked of gifter only; this sheet looks at participant")]
    [InlineData("clear_face_time over 2m >= 20s", "clear_face_time over 2m >= 20", "15:29: a duration cannot be compared with a number; a duration has a unit: 20s, 2m")]
    [InlineData("clear_face_time over 2m >= 20s", "clear_face_tme over 2m >= 20s", "15:5: there is no fact or let 'clear_face_tme'; did you mean 'clear_face_time'?")]
    [InlineData("clear_face_time over 2m >= 20s", "clear_face_time over 2h >= 20s", "15:5: a window is between 5s and 1h; this one is 2h")]
    [InlineData("minor: belief(under_18)", "minor: belief(under_18)\n  belief: 1", "18:3: 'belief' is a fact and cannot name a let")]
    [InlineData("minor: belief(under_18)", "minor: belief", "17:10: 'belief' needs an argument: belief(under_18)")]
    [InlineData("minor: belief(under_18)", "minor: belief(under_18) +", "17:28: the expression ends too early; expected a value")]
    [InlineData("minor: belief(under_18)", "minor: minor * 2", "17:10: 'minor' uses itself")]
    [InlineData("when: minor >= 0.80 for 30s", "when: minr >= 0.80 for 30s", "22:11: there is no fact or let 'minr'; did you mean 'minor'?")]
    [InlineData("when: minor >= 0.80 for 30s", "when: minor >= 0.80 for 30", "22:29: '30' is not expected here; expected a duration such as 30s or 2m")]
    [InlineData("when: minor >= 0.80 for 30s", "when: minor", "22:11: a condition is true or false; this is a number: compare it with something")]
    [InlineData("when: minor >= 0.80 for 30s", "when: 0.2 < minor < 0.8", "22:23: '<' follows another comparison; join two comparisons with 'and'")]
    [InlineData("when: minor >= 0.80 for 30s", "when: 'minor >= 8x'", "22:21: '8x' is neither a number")]
    [InlineData("while: minor >= 0.75 ", "while: minor >= 0.75 for 3s ", "23:12: 'for' stands only behind the 'when' of a rung")]
    [InlineData("    report: high\n", "    report: hihg\n", "24:13: 'report' knows no 'hihg'; did you mean 'high'?")]
    [InlineData("- throttle_gifts: {", "- throtle_gifts: {", "28:9: there is no order 'throtle_gifts'; did you mean 'throttle_gifts'?")]
    [InlineData("renew: 1m", "renew: 15m", "28:44: 'renew' is how long before its end an order is renewed, so it must be shorter than 'for' (15m)")]
    [InlineData(", max_coins_per_minute: 100", "", "28:25: 'throttle_gifts' needs 'max_coins_per_minute'")]
    [InlineData("confirm: two_persons\n", "report: high\n", "29:5: rung 'cut' orders 'cut_live', which is severe, with nobody's word")]
    [InlineData("cut_live: { for: 24h }", "cut_live: { for: 24 }", "33:26: 'for' is a duration and needs a unit: 24s, 24m, 24h or 24d")]
    [InlineData("cut_live: { for: 24h }", "hide_message: { for: 24h, until: 3 }", "33:35: 'hide_message' has no 'until'; it may have for, renew")]
    [InlineData("- rung: cut\n", "- rung: report\n", "29:5: there are two rungs 'report'")]
    [InlineData("lives_per_hour: 0.3%", "lives_per_hour: 300%", "37:19: 'lives_per_hour' is a share over 0 and at most 1, such as 5% or 0.05")]
    [InlineData("confidence: 95%", "confidence: 95", "39:40: 'confidence' is a share from 0.5 to under 1")]
    [InlineData("{what} until {until}, because", "{what} until {untl}, because", "41:21: a notice knows no '{untl}'; did you mean '{until}'?")]
    [InlineData("applies: [FR]", "applies: [US]", "45:14: US is not among the countries that the sheet applies to")]
    [InlineData("    when: minor >= 0.85 for 60s\n", "    whn: minor >= 0.85\n", "48:9: a rung has no 'whn'; did you mean 'when'?")]
    [InlineData("- rung: throttle\n        when: minor >= 0.85 for 60s", "- rung: pause\n        report: high\n        while: minor >= 0.85", "47:9: rung 'pause' is new in this variant and needs 'when'")]
    [InlineData("cooldown: 10m", "cooldown: &ten 10m", "35:11: anchors and tags are not allowed in sheets")]
    [InlineData("cooldown: 10m", "cooldown: [10m", "35:11: this is no YAML: the list or map that stands here is not closed")]
    public void A_fault_is_told_with_its_place(string instead, string written, string fault)
    {
        var text = SampleSheets.MinorHost;
        var wrong = text.Replace(instead, written, StringComparison.Ordinal);
        Assert.NotEqual(text, wrong);

        var refusal = Assert.Throws<SheetException>(() => SheetCompiler.FromYaml(wrong));

        Assert.Contains(refusal.Faults, found => found.ToString().StartsWith(fault, StringComparison.Ordinal));
        Assert.Single(refusal.Faults);
    }

    [Fact]
    public void Every_fault_of_a_sheet_is_told_at_once_in_order_of_place()
    {
        var wrong = SampleSheets.MinorHost
            .Replace("role == host", "role == hots", StringComparison.Ordinal)
            .Replace("minor >= 0.80", "minr >= 0.80 and 3", StringComparison.Ordinal)
            .Replace("cooldown: 10m", "cooldown: 10", StringComparison.Ordinal);

        var refusal = Assert.Throws<SheetException>(() => SheetCompiler.FromYaml(wrong));

        Assert.Equal(["13:16", "22:11", "22:28", "35:11"], refusal.Faults.Select(fault => $"{fault.Line}:{fault.Column}"));
        Assert.Equal(refusal.Message, string.Join('\n', refusal.Faults));
    }

    [Fact]
    public void A_broken_let_is_one_fault_however_often_it_is_used()
    {
        var refusal = Assert.Throws<SheetException>(() =>
            SheetCompiler.FromYaml(SampleSheets.MinorHost.Replace("belief(under_18)", "belief(under_17)", StringComparison.Ordinal)));

        Assert.Equal("17:10: 'belief' knows no 'under_17'; did you mean 'under_18'?", Assert.Single(refusal.Faults).ToString());
    }

    [Fact]
    public void Lets_in_a_circle_are_refused()
    {
        var refusal = Refuse(SampleSheets.Smallest("live", "true", "let: { a: b + 1, b: c, c: a }"));

        Assert.Equal("10:11: 'a' and 'b' use each other in a circle", Assert.Single(refusal.Faults).ToString());
    }

    [Theory]
    [InlineData("'chat.lines(any) over 1m >= 3 and 5'", "9:45: 'and' joins truths; this is a number")]
    [InlineData("not 3", "9:15: 'not' joins truths; this is a number")]
    [InlineData("live.in_match > false", "9:25: '>' compares numbers and durations; these are truths")]
    [InlineData("live.in_match == 1", "9:25: a truth cannot be compared with a number")]
    [InlineData("live.match_time * live.match_time > 3s", "9:27: '*' does not go with a duration and a duration")]
    [InlineData("live.match_time + 3 > 3s", "9:27: '+' does not go with a duration and a number")]
    [InlineData("max(live.match_time, 3) > 3s", "9:11: 'max' takes two numbers or two durations; these are a duration and a number")]
    [InlineData("'- live.in_match'", "9:12: '-' stands before numbers and durations; this is a truth")]
    [InlineData("live.viewers in [1, 2s]", "9:31: a number cannot be compared with a duration")]
    [InlineData("live.viewers over 1m > 3", "9:11: 'live.viewers' takes no window")]
    [InlineData("live.viewers(any) > 3", "9:11: 'live.viewers' takes no argument")]
    [InlineData("gifts.coins > 3", "9:11: 'gifts.coins' needs a window: 'gifts.coins over 2m'")]
    [InlineData("gifts.amount(euro) over 1m > 3", "9:11: 'gifts.amount' needs a currency as three capital letters: gifts.amount(EUR)")]
    [InlineData("chat.lines(insulting) > 3", "9:11: 'chat.lines' knows no 'insulting'; did you mean 'insult'?")]
    [InlineData("chat.hits(phon) > 3", "9:11: 'chat.hits' knows no 'phon'; did you mean 'phone'?")]
    [InlineData("live.viewers per minute > 3", "9:11: 'per' divides a number by its window; 'live.viewers' has no window here")]
    [InlineData("gifts.coins over 1m per day > 3", "9:35: 'day' is not expected here; expected second, minute or hour")]
    [InlineData("live.viewers > 1e5", "9:26: '1e5' is neither a number")]
    [InlineData("live.viewers > 1234567890123456", "9:26: '1234567890123456' is neither a number")]
    [InlineData("live.viewers > \"3\"", "9:26: words are written without quotes")]
    [InlineData("live.viewers >", "9:25: the expression ends too early; expected a value")]
    [InlineData("|\n      live.viewers > 3 and\n      live.people > x", "11:1: there is no fact or let 'x'")]
    [InlineData("''", "9:12: the expression is empty")]
    public void An_expression_of_the_wrong_form_or_type_is_told_with_its_place(string when, string fault)
    {
        var refusal = Refuse(SampleSheets.Smallest("live", when));

        Assert.StartsWith(fault, Assert.Single(refusal.Faults).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("participant", "freeze_gifts", true)]
    [InlineData("gifter", "freeze_gifts", true)]
    [InlineData("author", "freeze_gifts", false)]
    [InlineData("gifter", "hide_tile", false)]
    [InlineData("pair", "hide_message", true)]
    [InlineData("live", "hide_message", false)]
    [InlineData("live", "slow_chat", true)]
    [InlineData("live", "age_check_invite", false)]
    public void An_order_concerns_some_kinds_of_subject(string subject, string order, bool allowed)
    {
        var text = SampleSheets.Smallest(subject, "live.viewers > 3", "    do: [ " + order + ": { for: 5m } ]");

        if (allowed)
            Assert.Single(SheetCompiler.FromYaml(text).Variants[0].Ladder[0].Orders);
        else
            Assert.Contains($"'{order}' concerns", Assert.Single(Refuse(text).Faults).Says, StringComparison.Ordinal);
    }

    [Fact]
    public void A_severe_order_may_be_automatic_where_the_rung_says_so()
    {
        var rest = "    automatic_severe: allowed\n    do: [ pause_live: { for: 5m } ]";

        Assert.Equal(0, SheetCompiler.FromYaml(SampleSheets.Smallest("live", "live.viewers > 3", rest)).Variants[0].Ladder[0].ConfirmationsNeeded);
    }

    [Fact]
    public void Limits_are_told_and_not_run_into()
    {
        var rungs = string.Concat(Enumerable.Range(0, 16).Select(i => $"  - rung: r{i}\n    when: true\n"));
        Assert.StartsWith("8:3: 'ladder' has 17 entries; at most 16 are allowed", Refuse(SampleSheets.Smallest("live", "true", rungs)).Message, StringComparison.Ordinal);
        Assert.StartsWith("1:1: the sheet is longer than 64 KiB", Refuse(new string('#', 65_537)).Message, StringComparison.Ordinal);
        Assert.StartsWith("9:43: brackets are nested deeper than 32", Refuse(SampleSheets.Smallest("live", new string('(', 33) + "true")).Message, StringComparison.Ordinal);
        var doubling = "let: { l0: live.viewers, " + string.Join(", ", Enumerable.Range(1, 31).Select(i => $"l{i}: l{i - 1} + l{i - 1}")) + " }";
        Assert.Contains("nodes with its lets written out; at most 1,000 are allowed", Refuse(SampleSheets.Smallest("live", "l31 > 3", doubling)).Message, StringComparison.Ordinal);
        var thousand = string.Join(" + ", Enumerable.Repeat("1", 499)) + " > 0";
        Assert.Equal(999, SheetCompiler.FromYaml(SampleSheets.Smallest("live", thousand)).Cost.LargestCondition);
        Assert.Contains("1,000", Refuse(SampleSheets.Smallest("live", "1 + 1 + " + thousand)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_in_json_has_its_place_too()
    {
        var json = SheetCompiler.FromYaml(SampleSheets.MinorHost).CanonicalJson;
        var at = json.IndexOf("minor >= 0.97", StringComparison.Ordinal);

        var refusal = Assert.Throws<SheetException>(() => SheetCompiler.FromJson(json.Replace("minor >= 0.97", "minor >= 0.97x", StringComparison.Ordinal)));

        Assert.Equal((1, at + 10), (refusal.Faults[0].Line, refusal.Faults[0].Column));
        Assert.StartsWith("1:2: this is no JSON", Assert.Throws<SheetException>(() => SheetCompiler.FromJson("nonsense")).Message, StringComparison.Ordinal);
    }

    private static SheetException Refuse(string yaml) => Assert.Throws<SheetException>(() => SheetCompiler.FromYaml(yaml));
}
