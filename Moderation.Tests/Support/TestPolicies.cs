using Moderation.Core.Policies;
using Moderation.Core.Wire;

namespace Moderation.Tests.Support;

/// <summary>Sheets that tests decide by: small ones of their own, and those that ship.</summary>
internal static class TestPolicies
{
    /// <summary>Reports an apparent minor at once, and caps gifts to one when the belief is higher.</summary>
    public const string ApparentMinor = """
        policy: minors.apparent_minor
        title: Looks under 18
        owner: policy-minors
        subject: participant
        ground:
          kind: terms
          text: LIVE is for people aged 18 or over.
          dsa: { category: PROTECTION_OF_MINORS, keyword: AGE_SPECIFIC_RESTRICTIONS_MINORS }
        ladder:
          - rung: report
            when: belief(under_18) >= 0.80
            while: belief(under_18) >= 0.75
            report: high
          - rung: throttle_gifts
            when: belief(under_18) >= 0.90
            while: belief(under_18) >= 0.85
            do:
              - throttle_gifts: { for: 15m, renew: 1m, max_coins_per_minute: 100 }
        """;

    private static readonly Lazy<PolicySet> AllShipped = new(() => PolicySet.Of(Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "policies"), "*.yaml").Order(StringComparer.Ordinal)
        .Select(file => new ActivePolicy(SheetCompiler.FromYaml(File.ReadAllText(file)), PolicyStage.Live))));

    /// <summary>Every sheet that ships, live.</summary>
    public static PolicySet Shipped => AllShipped.Value;

    /// <summary><see cref="ApparentMinor"/>, live.</summary>
    public static PolicySet Minor { get; } = Live(ApparentMinor);

    /// <summary>Sheets in YAML, live.</summary>
    public static PolicySet Live(params string[] sheets) => In(PolicyStage.Live, sheets);

    /// <summary>Sheets in YAML, in one stage.</summary>
    public static PolicySet In(PolicyStage stage, params string[] sheets) => PolicySet.Of(sheets.Select(sheet => new ActivePolicy(SheetCompiler.FromYaml(sheet), stage)));

    /// <summary>A sheet as the policies' topic tells of it.</summary>
    public static PolicyRecord Record(string sheet, long revision = 1, PolicyStage stage = PolicyStage.Live)
    {
        var compiled = SheetCompiler.FromYaml(sheet);
        return new PolicyRecord
        {
            V = WireVersion.Current, Name = compiled.Name, Revision = revision, At = LiveLog.Start,
            Versions = [new PolicyVersion { SheetHash = compiled.SheetHash, Stage = stage, Sheet = compiled.CanonicalJson, CanaryShare = stage == PolicyStage.Canary ? 0.5 : null }],
        };
    }
}
