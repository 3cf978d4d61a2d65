namespace Moderation.Training.Ages;

/// <summary>A head and what was measured on faces held out.</summary>
internal sealed record TrainedAgeHead
{
    public required AgeHeadModel Model { get; init; }

    public required AgeHeadOptions Options { get; init; }

    public required IReadOnlyList<double> LabelYears { get; init; }

    public required int GroupCount { get; init; }

    public required IReadOnlyList<L2Trial> Trials { get; init; }

    public required float L2 { get; init; }

    /// <summary>By the expected age alone.</summary>
    public required HeadCurves WithoutHead { get; init; }

    /// <summary>By the head before the expected age is added.</summary>
    public required HeadCurves BoundaryOnly { get; init; }

    /// <summary>By what is served.</summary>
    public required HeadCurves WithHead { get; init; }
}

/// <summary>Trains an age head.</summary>
internal static class AgeHeadTrainer
{
    /// <exception cref="AgeHeadRefusal">Too few faces, or too few that differ.</exception>
    public static TrainedAgeHead Train(IReadOnlyList<AgeFace> faces, AgeHeadOptions options)
    {
        if (AgeHeadRefusal.Check(options, "faces", faces.Select(face => face.LabelYears)) is { } refusal)
            throw refusal;
        var groups = NearDuplicates.Group([.. faces.Select(face => face.Descriptor)], options.DuplicateCosine);
        var validation = new CrossValidation(faces, GroupFolds.Deal(faces, groups, options.FoldCount, options.Seed), options);
        var logOdds = validation.LogOdds();
        var trials = options.L2Choices.Zip(logOdds, (l2, answers) => new L2Trial(l2, validation.Auc(answers))).ToArray();

        // of equals the strongest penalty, which is the last one
        var best = Enumerable.Range(0, trials.Length).MaxBy(i => (trials[i].Auc, i));
        return new TrainedAgeHead
        {
            Model = FitAll(faces, logOdds[best], options.L2Choices[best], options),
            Options = options,
            LabelYears = [.. faces.Select(face => face.LabelYears)],
            GroupCount = groups.Max() + 1,
            Trials = trials,
            L2 = options.L2Choices[best],
            WithoutHead = HeadCurves.Of(faces, [.. faces.Select(face => -(double)face.ExpectedYears)]),
            BoundaryOnly = HeadCurves.Of(faces, logOdds[best]),
            WithHead = HeadCurves.Of(faces, validation.Stacked(logOdds[best])),
        };
    }

    private static AgeHeadModel FitAll(IReadOnlyList<AgeFace> faces, double[] heldOutLogOdds, float l2, AgeHeadOptions options)
    {
        var scale = ColumnScale.Of([.. faces.Select(face => face.Descriptor)]);
        var boundary = LogisticFit.Fit([.. faces.Select(face => CrossValidation.Row(face, scale.Apply(face.Descriptor), options))], l2);
        return new AgeHeadModel(scale, boundary, StackModel.Fit(faces.Zip(heldOutLogOdds), options));
    }
}
