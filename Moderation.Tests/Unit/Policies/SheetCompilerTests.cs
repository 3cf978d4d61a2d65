using Moderation.Core.Policies;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Unit.Policies;

public sealed class SheetCompilerTests
{
    [Fact]
    public void A_whole_sheet_is_read_as_it_is_written()
    {
        var sheet = SheetCompiler.FromYaml(SampleSheets.MinorHost);

        Assert.Equal("minors.host", sheet.Name);
        Assert.Equal(SubjectKind.Participant, sheet.Subject);
        Assert.Equal("LIVE is for people aged 18 or over.", sheet.Ground);
        Assert.Equal(new SheetGuards(0.003, 20, new WrongfulBudget(0.05, 0.95)), sheet.Guards);
        Assert.Equal(FactGroups.Age | FactGroups.Session | FactGroups.Standing, sheet.Groups);
        Assert.Equal(["en", "fr"], sheet.Notices.Select(notice => notice.Language));
        Assert.Equal(28, sheet.Countries.Count);
        Assert.Equal("PROTECTION_OF_MINORS", sheet.Dsa?.Category);
        Assert.Equal(TimeSpan.FromMinutes(10), sheet.Variants[0].Cooldown);
    }

    [Fact]
    public void A_ladder_is_read_as_it_is_written()
    {
        var ladder = SheetCompiler.FromYaml(SampleSheets.MinorHost).Variants[0].Ladder;

        Assert.Equal(["report", "throttle", "cut"], ladder.Select(rung => rung.Name));
        Assert.Equal(["minor >= 0.8", "minor >= 0.9", "minor >= 0.97"], ladder.Select(rung => rung.When.Text));
        Assert.Equal([30.0, 60, 90], ladder.Select(rung => rung.For.TotalSeconds));
        Assert.Equal(["minor >= 0.75", null, null], ladder.Select(rung => rung.While?.Text));
        Assert.Equal([0, 0, 2], ladder.Select(rung => rung.ConfirmationsNeeded));
        Assert.Equal([new RungOrder(ActionKind.ThrottleGifts, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(1), 100)], ladder[1].Orders);
        Assert.Equal([ActionKind.CutLive, ActionKind.HoldPayout], ladder[2].Orders.Select(order => order.Kind));
        Assert.Equal((ReportPriority.High, true), (ladder[0].Priority, ladder[0].Reports));
        Assert.Equal((ReportPriority.Normal, false), (ladder[1].Priority, ladder[1].Reports));
    }

    [Fact]
    public void A_variant_changes_what_it_names_and_nothing_else()
    {
        var sheet = SheetCompiler.FromYaml(SampleSheets.MinorHost);
        var (own, french) = (sheet.Variants[0], sheet.For("FR")!);

        Assert.Equal("fr", french.Name);
        Assert.Equal("minor >= 0.85", french.Ladder[1].When.Text);
        Assert.Equal(own.Ladder[1].Orders, french.Ladder[1].Orders);
        Assert.Equal(own.Ladder.Select(rung => rung.Name), french.Ladder.Select(rung => rung.Name));
        Assert.Equal(own.Ladder[2].When.Text, french.Ladder[2].When.Text);
        Assert.Equal(own.Cooldown, french.Cooldown);
        Assert.Equal(own.Unless.Select(condition => condition.Text), french.Unless.Select(condition => condition.Text));
    }

    [Fact]
    public void A_variant_replaces_whole_sections_and_adds_rungs_at_the_end()
    {
        var sheet = SheetCompiler.FromYaml(SampleSheets.Smallest(
            "author",
            "said.lines(hostile) over 2m >= many",
            """
            let: { many: 5 }
            unless: [standing.strikes == 0]
            variants:
              - name: strict
                applies: [GB]
                let: { many: 3 }
                unless: []
                cooldown: 1h
                ladder:
                  - rung: more
                    when: said.lines(threat) over 2m >= 1
                    report: urgent
            """));
        var strict = sheet.For("GB")!;

        Assert.Equal(["only", "more"], strict.Ladder.Select(rung => rung.Name));
        Assert.Empty(strict.Unless);
        Assert.Equal(TimeSpan.FromHours(1), strict.Cooldown);
        Assert.Equal(Truth.True, strict.Ladder[0].When.Evaluate(new ScriptedFacts(4), default));
        Assert.Equal(Truth.False, sheet.Variants[0].Ladder[0].When.Evaluate(new ScriptedFacts(4), default));
    }

    [Theory]
    [InlineData("FR", "fr")]
    [InlineData("DE", "")]
    [InlineData("GB", "")]
    [InlineData(null, "")]
    [InlineData("US", null)]
    [InlineData("NO", null)]
    public void A_live_gets_the_form_of_its_country(string? country, string? form)
    {
        var variant = SheetCompiler.FromYaml(SampleSheets.MinorHost).For(country);

        Assert.Equal(form, variant is null ? null : variant.Name ?? "");
    }

    [Fact]
    public void Unions_of_countries_are_written_out_and_shortened_again_for_people()
    {
        var eea = SheetCompiler.FromYaml(SampleSheets.MinorHost.Replace("applies: [EU, GB]", "applies: [GB, EEA]", StringComparison.Ordinal));

        Assert.Equal(31, eea.Countries.Count);
        Assert.Contains("NO", eea.Countries);
        Assert.Contains("applies: [EEA, GB]", eea.ToYaml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_are_written_out_in_the_canonical_form()
    {
        var sheet = SheetCompiler.FromYaml(SampleSheets.Smallest("live", "chat.lines(any) over 1m>=3"));

        Assert.Equal(
            """
            {"policy":"smallest","title":"Smallest","owner":"nobody","approvers":[],"subject":"live","applies":["GB"],
            "ground":{"kind":"terms","text":"A rule.","reference":null,"dsa":null},"where":null,"needs":[],"let":{},"unless":[],
            "ladder":[{"rung":"only","when":"chat.lines(any) over 1m >= 3","while":null,"report":null,"confirm":"automatic","automatic_severe":"forbidden","do":[]}],
            "cooldown":"0s","guard":{"lives_per_hour":null,"actions_per_minute":null,"wrongful":null},"notice":{},"variants":[]}
            """.ReplaceLineEndings(""),
            sheet.CanonicalJson);
    }

    [Fact]
    public void Tests_are_carried_with_their_places_and_are_no_part_of_the_hash()
    {
        var with = SheetCompiler.FromYaml(SampleSheets.MinorHost);
        var without = SheetCompiler.FromYaml(SampleSheets.MinorHost[..SampleSheets.MinorHost.IndexOf("tests:", StringComparison.Ordinal)]);

        Assert.Equal(with.SheetHash, without.SheetHash);
        Assert.NotEqual(with.FullJson, without.FullJson);
        Assert.Null(without.Tests);
        Assert.Equal((50, 3), (with.Tests!.Line, with.Tests.Column));
        Assert.Contains("\"expect\":{\"report\":\"never\"", with.FullJson, StringComparison.Ordinal);
    }

    [Fact]
    public void Hash_is_the_first_half_of_a_sha_256_of_the_canonical_form()
    {
        var sheet = SheetCompiler.FromYaml(SampleSheets.MinorHost);
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(sheet.CanonicalJson));

        Assert.Equal(Convert.ToHexStringLower(hash.AsSpan(0, 8)), sheet.SheetHash);
    }

    [Fact]
    public void Text_and_json_lead_to_each_other_and_back()
    {
        var sheet = SheetCompiler.FromYaml(SampleSheets.MinorHost);

        Assert.Equal(sheet.FullJson, SheetCompiler.FromJson(sheet.FullJson).FullJson);
        Assert.Equal(sheet.FullJson, SheetCompiler.FromYaml(sheet.ToYaml()).FullJson);
        Assert.Equal(sheet.SheetHash, SheetCompiler.FromJson(sheet.CanonicalJson).SheetHash);
    }

    [Fact]
    public void Cost_counts_nodes_with_lets_written_out()
    {
        var sheet = SheetCompiler.FromYaml(SampleSheets.Smallest("author", "twice + twice >= 4", "let: { once: 'said.lines(any) over 1m', twice: once + once }"));

        // Seven nodes of the sum, one comparison, one number.
        Assert.Equal(9, sheet.Cost.LargestCondition);
    }
}
