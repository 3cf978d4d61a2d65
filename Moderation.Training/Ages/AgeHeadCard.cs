using System.Globalization;
using Moderation.Models.Manifests;

namespace Moderation.Training.Ages;

/// <summary>Writes a head's card: what it was trained on, how well it did on faces held out, and what that is worth.</summary>
internal static class AgeHeadCard
{
    private static readonly (string Name, double From, double Below)[] Bands =
    [
        ("0-12", 0, 13), ("13-15", 13, 16), ("16-17", 16, 18), ("18-20", 18, 21), ("21-25", 21, 26), ("26-40", 26, 41), ("41+", 41, double.PositiveInfinity),
    ];

    public static string Write(TrainedAgeHead head, AgeHeadManifest manifest) => string.Create(CultureInfo.InvariantCulture, $"""
        # age-head

        Probability that a face shows somebody under 18, from the descriptor and the expected age of `{manifest.AgeModel.Name}`. Trained by the operator of this
        installation. It ranks what a person should look at and proves nobody's age.

        - **Licence of the pictures**, as the operator states it: {manifest.Licence}
        - **Trained on** {manifest.TrainedOn:yyyy-MM-dd}, seed {manifest.Seed}.
        - **Belongs to** `{manifest.AgeModel.Name}`, SHA-256 `{manifest.AgeModel.Sha256}`. With another age model it is refused at start.
        - **Biometric data.** Descriptors were read into memory and never written. The file holds mean and deviation of each number over all faces, and weights.

        ## Faces

        {head.LabelYears.Count} faces in {head.GroupCount} groups of near-duplicates (cosine above {head.Options.DuplicateCosine}).

        | label | {string.Join(" | ", Bands.Select(band => band.Name))} |
        |---|{string.Concat(Bands.Select(_ => "---|"))}
        | faces | {string.Join(" | ", Bands.Select(band => head.LabelYears.Count(age => age >= band.From && age < band.Below)))} |

        ## Measured

        {head.Options.FoldCount} folds; near-duplicates are never on both sides.

        {CurveTable(head)}

        The chosen L2 weight is {head.L2}, by AUC 13-17 against 18-25 of the descriptor's part:

        | L2 | {string.Join(" | ", head.Trials.Select(trial => string.Create(CultureInfo.InvariantCulture, $"{trial.L2}")))} |
        |---|{string.Concat(head.Trials.Select(_ => "---|"))}
        | AUC | {string.Join(" | ", head.Trials.Select(trial => Number(trial.Auc)))} |

        ## What that is worth

        - The L2 weight was chosen on the same folds, and there was no untouched set: the figures with the head are slightly flattering. Differences of 0.01 are no finding.
        - Near-duplicates stand in for persons. Two unlike pictures of one person may be on both sides, which flatters too.
        - They hold for pictures like these. On other collections a head gained less, and at 1 % false alarms on grown adults some groups were found **less** often than by
          the expected age alone. Measure on pictures of your own lives: `moderation eval age --images DIR`, with pictures that were not used here.
        - The probability holds for this mixture of ages with 13-17 counted {head.Options.TeenagerWeight} times, not for your platform. Use it as a score with a threshold of your own.
        - 16-17 against 18-20 stays hard for every model. Review, never an automatic ban. Report results per group of people.

        """);

    /// <summary>The curves as a table, for the card and the screen.</summary>
    public static string CurveTable(TrainedAgeHead head)
    {
        return string.Join('\n',
            "| | expected age alone | descriptor alone | head: both |",
            "|---|---|---|---|",
            Line("AUC under 18 against adults", c => c.AucUnder18),
            Line("AUC 13-17 against 18-25", c => c.AucTeenagersAgainstYoungAdults),
            Line("13-17 found at 1 % false alarms on 18-25", c => c.FoundAtOnePercentOfYoungAdults),
            Line("13-17 found at 5 % false alarms on 18-25", c => c.FoundAtFivePercentOfYoungAdults),
            Line("13-17 found at 1 % false alarms on all adults", c => c.FoundAtOnePercentOfAdults),
            Line("13-17 found at 5 % false alarms on all adults", c => c.FoundAtFivePercentOfAdults));

        string Line(string name, Func<HeadCurves, double?> value) =>
            $"| {name} | {Number(value(head.WithoutHead))} | {Number(value(head.BoundaryOnly))} | {Number(value(head.WithHead))} |";
    }

    private static string Number(double? value) => value?.ToString("F3", CultureInfo.InvariantCulture) ?? "-";
}
