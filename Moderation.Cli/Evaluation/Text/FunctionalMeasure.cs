namespace Moderation.Cli.Evaluation.Text;

/// <summary>One kind of functional test: right is a hateful line flagged as toxic or hate, or one that is not hateful left alone.</summary>
internal sealed record FunctionalityMeasure(string Functionality, bool Hateful, int Lines, double Right);

/// <summary>Functional tests of one language, at the shipped operating point.</summary>
/// <param name="Language">Language.</param>
/// <param name="Lines">Lines with a functionality and a judgement on hate.</param>
/// <param name="Right">Share that was right.</param>
/// <param name="HatefulRight">Share of the hateful that was right.</param>
/// <param name="OtherRight">Share of the others that was right.</param>
/// <param name="NeutralIdentityLines">Lines that name an identity neutrally or kindly.</param>
/// <param name="NeutralIdentityRight">Share of them that was right.</param>
/// <param name="Functionalities">By kind.</param>
internal sealed record FunctionalMeasure(
    string Language,
    int Lines,
    double? Right,
    double? HatefulRight,
    double? OtherRight,
    int NeutralIdentityLines,
    double? NeutralIdentityRight,
    IReadOnlyList<FunctionalityMeasure> Functionalities)
{
    // The names that HateCheck gives to the two kinds.
    private static readonly string[] NeutralIdentity = ["ident_neutral_nh", "ident_pos_nh"];

    /// <returns>Null when the group has no functional tests.</returns>
    public static FunctionalMeasure? Of(TextGroup pooled, TextLabels labels)
    {
        var (toxic, hate) = (labels.IndexOf(TextLabels.Toxic), labels.IndexOf(TextLabels.Hate));
        var tests = pooled.Texts.Where(text => text.Row.Functionality is not null && hate >= 0 && text.Row.Labels[hate] is not null)
            .Select(text => new Test(
                text.Row.Functionality!,
                text.Row.Labels[hate] == true,
                (text.IsFlagged(toxic) || text.IsFlagged(hate)) == text.Row.Labels[hate]))
            .ToList();
        var neutral = tests.Where(test => NeutralIdentity.Contains(test.Functionality)).ToList();
        return tests.Count == 0 ? null : new FunctionalMeasure(
            pooled.Language,
            tests.Count,
            ShareRight(tests),
            ShareRight([.. tests.Where(test => test.Hateful)]),
            ShareRight([.. tests.Where(test => !test.Hateful)]),
            neutral.Count,
            ShareRight(neutral),
            [
                .. tests.GroupBy(test => (test.Functionality, test.Hateful)).OrderBy(kind => kind.Key.Functionality, StringComparer.Ordinal)
                    .Select(kind => new FunctionalityMeasure(kind.Key.Functionality, kind.Key.Hateful, kind.Count(), ShareRight([.. kind])!.Value)),
            ]);
    }

    private static double? ShareRight(List<Test> tests) => Share.Of(tests.Count(test => test.Right), tests.Count);

    private readonly record struct Test(string Functionality, bool Hateful, bool Right);
}
