using Moderation.Core.Policies;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>The rule that holds until policy sheets take over: report an apparent minor, and cap gifts to one when the belief is higher.</summary>
public sealed class BuiltInMinorPolicy : IPolicy
{
    private const int ReportRung = 0;
    private readonly double[] _thresholds;
    private readonly double _hysteresis;

    /// <summary>Makes the policy.</summary>
    /// <remarks>Errors: <see cref="ValidationException"/> when the options contradict their ranges.</remarks>
    /// <param name="options">Thresholds.</param>
    public BuiltInMinorPolicy(BuiltInPolicyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        _thresholds = [options.ReportBelief, options.ThrottleBelief];
        _hysteresis = options.Hysteresis;
        Ground = options.Ground;
        Ladder =
        [
            new PolicyRung("report", null),
            new PolicyRung(
                "throttle_gifts",
                new RungOrder(ActionKind.ThrottleGifts, options.ThrottleLasts, options.RenewBefore, options.MaxCoinsPerMinute)),
        ];
        Hash = RuleHash.Of(
            Name,
            Text(options.ReportBelief),
            Text(options.ThrottleBelief),
            Text(options.Hysteresis),
            RuleHash.Text(options.ThrottleLasts),
            RuleHash.Text(options.RenewBefore),
            options.MaxCoinsPerMinute.ToString(CultureInfo.InvariantCulture),
            options.Ground);
    }

    /// <inheritdoc/>
    public string Name => "minors.apparent_minor";

    /// <inheritdoc/>
    public string Hash { get; }

    /// <inheritdoc/>
    public string Ground { get; }

    /// <inheritdoc/>
    public IReadOnlyList<PolicyRung> Ladder { get; }

    /// <inheritdoc/>
    public void Evaluate(in SubjectEvidence evidence, Span<RungStanding> standings)
    {
        for (var rung = 0; rung < _thresholds.Length; rung++)
        {
            standings[rung] = evidence.Belief is not { } belief ? RungStanding.Below
                : belief >= _thresholds[rung] ? RungStanding.Reached
                : belief >= _thresholds[rung] - _hysteresis ? RungStanding.Holding
                : RungStanding.Below;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Reason> Explain(int rung, in SubjectEvidence evidence)
    {
        if (evidence.Belief is not { } belief || evidence.MeanReadYears is not { } years)
            throw new ArgumentException("an unknown belief explains no rung", nameof(evidence));
        return
        [
            new Reason("belief_under_18", belief >= _thresholds[rung]
                ? string.Create(CultureInfo.InvariantCulture, $"The probability of being under 18 is {belief:0.000}, at or above {_thresholds[rung]:0.00#}.")
                : string.Create(CultureInfo.InvariantCulture, $"The probability of being under 18 is {belief:0.000}, still within {_hysteresis:0.00#} of {_thresholds[rung]:0.00#}, which it had reached.")),
            new Reason("read_age", string.Create(CultureInfo.InvariantCulture, $"The mean of the ages read on clear faces is {years:0.0} years.")),
            new Reason("clear_face_time", string.Create(CultureInfo.InvariantCulture,
                $"{evidence.ClearFaceSeconds:0.0} s of clear face were seen in {evidence.ClearFaces} clear faces; {evidence.PoorFaces} faces were too poor to count.")),
            rung == ReportRung
                ? new Reason("human_review", "A person must look: an apparent age proves no age.")
                : new Reason("temporary", string.Create(CultureInfo.InvariantCulture, $"The cap ends by itself after {Ladder[rung].Order!.Lasts.TotalMinutes:0.#} minutes.")),
        ];
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
