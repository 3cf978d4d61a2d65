namespace Moderation.Api.Policies;

/// <summary>Runs the tests that a sheet brings along.</summary>
internal interface ISheetTester
{
    /// <param name="yaml">A sheet that compiles.</param>
    SheetTestResponse Test(string yaml);
}

/// <summary>What came of a sheet's own tests.</summary>
public sealed record SheetTestResponse
{
    /// <summary>Whether there are tests and every one of them passed.</summary>
    public required bool Passed { get; init; }

    /// <summary>Whether passing tests reach every rung, every variant and the case that the sheet cannot tell.</summary>
    public required bool CoversAll { get; init; }

    /// <summary>What no passing test reaches.</summary>
    public required IReadOnlyList<string> Gaps { get; init; }

    /// <summary>What is wrong with the tests as a whole.</summary>
    public required IReadOnlyList<SheetFaultResponse> Faults { get; init; }

    /// <summary>Every test, in the order of the sheet.</summary>
    public required IReadOnlyList<SheetTestCaseResponse> Tests { get; init; }

    /// <summary>Why a version with these results is not tested; null when it is.</summary>
    internal string? FindFault()
    {
        if (Tests.Count == 0 && Faults.Count == 0)
            return "The sheet has no tests.";
        var wrong = Faults.Concat(Tests.SelectMany(test => test.Failures)).Select(fault => $"line {fault.Line}: {fault.Text}").ToList();
        if (!Passed)
            return $"The sheet's own tests do not pass: {string.Join("; ", wrong)}.";
        return CoversAll ? null : $"The sheet's own tests leave something out: {string.Join("; ", Gaps)}.";
    }
}

/// <summary>What came of one test.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Line">Line of the sheet on which it begins, from 1.</param>
/// <param name="Passed">Whether everything was as expected.</param>
/// <param name="Failures">What was otherwise.</param>
/// <param name="Happened">What the session led to, in order of time.</param>
public sealed record SheetTestCaseResponse(
    string Name, int Line, bool Passed, IReadOnlyList<SheetFaultResponse> Failures, IReadOnlyList<string> Happened);

/// <summary>One thing that is wrong with a sheet, at its place.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Text">What is wrong and what was expected.</param>
public sealed record SheetFaultResponse(int Line, int Column, string Text);
