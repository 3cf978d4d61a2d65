using System.Text.Json.Nodes;
using Moderation.Cli.Host;
using Moderation.Cli.Live;
using Moderation.Core.Policies;
using Moderation.Core.Policies.Sessions;
using Moderation.Core.Wire;
using Moderation.Tests.Support;

namespace Moderation.Tests.Golden.Policies;

/// <summary>The one sheet that cuts without people; <c>moderation live-demo</c> alone decides by it.</summary>
public sealed class LiveDemoSheetTests
{
    private const string Name = "minors.host";
    private const string Rung = "cut";

    [Fact]
    public void Its_own_tests_pass_and_reach_every_rung_every_variant_and_the_unknown_path()
    {
        var report = SheetTester.Run(Demo(), ShippedSheets.Rules, _ => null);

        Assert.Empty(report.Faults);
        Assert.Empty(report.Tests.SelectMany(test => test.Failures.Select(fault => $"{fault.Line}:{fault.Column} ({test.Name}): {fault.Says}")));
        Assert.Empty(report.Coverage.Gaps);
    }

    [Fact]
    public void It_differs_from_the_one_that_ships_in_the_rung_that_cuts_and_in_nothing_else()
    {
        Assert.Equal(WithoutRung(ShippedSheets.Compile(Name)), WithoutRung(Demo()));
        Assert.NotEqual(ShippedSheets.Compile(Name).SheetHash, Demo().SheetHash);
    }

    [Fact]
    public void It_cuts_by_itself_and_the_one_that_ships_asks_two_people()
    {
        Assert.All(Demo().Variants, variant => Assert.Equal(0, Cut(variant).ConfirmationsNeeded));
        Assert.All(ShippedSheets.Compile(Name).Variants, variant => Assert.Equal(2, Cut(variant).ConfirmationsNeeded));
        Assert.Contains(Cut(Demo().Variants[0]).Orders, order => order.Kind == ActionKind.CutLive);
    }

    [Fact]
    public void The_live_demo_decides_by_it_and_by_every_other_sheet_that_ships()
    {
        using var folder = new TemporaryFolder();
        var home = new ModerationHome(folder.Path);
        Copy("policies", home.Policies);
        Copy("demo/policies", folder.File("demo", "policies"));

        LivePolicies.Gather(home);
        var gathered = LivePolicies.Gather(home);

        var sheets = Directory.EnumerateFiles(gathered).ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => SheetCompiler.FromYaml(File.ReadAllText(file)));
        Assert.Equal(ShippedSheets.Names, sheets.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Demo().SheetHash, sheets[Name].SheetHash);
        Assert.All(sheets.Where(sheet => sheet.Key != Name), sheet => Assert.Equal(ShippedSheets.Compile(sheet.Key).SheetHash, sheet.Value.SheetHash));
    }

    private static CompiledSheet Demo() => SheetCompiler.FromYaml(Repository.Read($"demo/policies/{Name}.yaml"));

    private static CompiledRung Cut(CompiledVariant variant) => variant.Ladder.Single(rung => rung.Name == Rung);

    private static string WithoutRung(CompiledSheet sheet)
    {
        var json = JsonNode.Parse(sheet.CanonicalJson)!;
        var ladder = json["ladder"]!.AsArray();
        ladder.Remove(ladder.Single(rung => (string?)rung!["rung"] == Rung));
        return json.ToJsonString();
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, from), "*.yaml"))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
