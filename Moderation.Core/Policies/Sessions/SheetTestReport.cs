using Moderation.Core.Wire;

namespace Moderation.Core.Policies.Sessions;

/// <summary>What came of a sheet's tests.</summary>
/// <param name="Policy">The policy by name, and by the hash under which it would decide.</param>
/// <param name="Tests">Every test, in the order of the sheet.</param>
/// <param name="Faults">What is wrong with the section as a whole.</param>
/// <param name="Coverage">What the passing tests reach.</param>
public sealed record SheetTestReport(PolicyRef Policy, IReadOnlyList<SheetTestResult> Tests, IReadOnlyList<SheetFault> Faults, SheetCoverage Coverage)
{
    /// <summary>Whether there are tests and every one of them passed.</summary>
    public bool Passed => Faults.Count == 0 && Tests.Count > 0 && Tests.All(test => test.Passed);
}

/// <summary>What came of one test.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Line">Line of the sheet on which it begins, from 1.</param>
/// <param name="Failures">What is wrong with the test, or what was otherwise than expected, each at its place in the sheet.</param>
/// <param name="Happened">What the session led to, one line each, in order of time; times are since the beginning of the session.</param>
public sealed record SheetTestResult(string Name, int Line, IReadOnlyList<SheetFault> Failures, IReadOnlyList<string> Happened)
{
    /// <summary>Whether everything was as expected.</summary>
    public bool Passed => Failures.Count == 0;
}

/// <summary>What the passing tests of a sheet reach.</summary>
/// <param name="Rungs">Every rung, and whether a passing test reaches it with effect.</param>
/// <param name="Unknown">Whether a passing test shows what happens when the sheet cannot tell; true for a sheet without needs.</param>
/// <param name="Variants">Every variant, and whether a passing test plays in one of its countries.</param>
public sealed record SheetCoverage(IReadOnlyDictionary<string, bool> Rungs, bool Unknown, IReadOnlyDictionary<string, bool> Variants)
{
    /// <summary>Whether everything is reached.</summary>
    public bool IsFull => Unknown && Rungs.Values.All(reached => reached) && Variants.Values.All(reached => reached);

    /// <summary>What is not reached, in words; empty when nothing is left.</summary>
    public IReadOnlyList<string> Gaps =>
    [
        .. Rungs.Where(rung => !rung.Value).Select(rung => $"no passing test reaches rung {rung.Key}"),
        .. Unknown ? Array.Empty<string>() : ["no passing test expects unknown"],
        .. Variants.Where(variant => !variant.Value).Select(variant => $"no passing test plays in a country of variant {variant.Key}"),
    ];
}
