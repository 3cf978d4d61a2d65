using System.Globalization;

namespace Moderation.Training.Text.Reviewed;

/// <summary>When a challenger replaces the champion.</summary>
internal static class ContestRule
{
    /// <returns>What speaks against the swap, in numbers; empty when nothing does.</returns>
    public static IReadOnlyList<string> Objections(Contest contest, ReviewedOptions options) =>
    [
        .. HeldBack(contest.Mean),
        .. Changes(contest.Development).Where(change => change.By < -options.LargestFall)
            .Select(change => Say($"{TextHeads.Names[change.Head]} changes by {change.By:+0.0000;-0.0000} on development lines, more than {options.LargestFall:0.00} down")),
        .. contest.Clean.Where(share => !(share.Challenger <= options.MostCleanFlagged))
            .Select(share => Say($"{share.Challenger:0.00%} of {share.Clean} clean {share.Language} lines would be flagged, more than {options.MostCleanFlagged:0.00%}")),
    ];

    /// <summary>Change of each label on development lines, the mean over languages.</summary>
    public static IEnumerable<(int Head, double By)> Changes(IReadOnlyList<AreaPair> development) =>
        development.GroupBy(pair => pair.Cell.Head).Select(label => (label.Key, label.Average(pair => pair.Difference.Value)));

    private static IEnumerable<string> HeldBack(Interval mean)
    {
        if (!(mean.Low > 0))
            yield return Say($"on held-back lines the mean area under the curve changes by {mean.Value:+0.0000;-0.0000}, 95 % interval {mean.Low:+0.0000;-0.0000} to {mean.High:+0.0000;-0.0000}: not surely up");
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
