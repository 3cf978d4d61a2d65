using Moderation.Core.Decisions;
using Moderation.Core.Policies.Sheets;
using Moderation.Core.Subjects;
using Moderation.Core.Wire;

namespace Moderation.Core.Policies.Sessions;

/// <summary>Plays the tests that a sheet carries.</summary>
public static class SheetTester
{
    /// <summary>Most bytes of a recorded session.</summary>
    public const int MaxRecordedLength = 64 * 1024 * 1024;

    /// <summary>Plays every test of a sheet, as if the sheet were live, without guards.</summary>
    /// <remarks>Bad tests are no error: they fail, and say why and where. Deterministic: the same sheet and rules give the same report.</remarks>
    /// <param name="sheet">The sheet.</param>
    /// <param name="rules">What decisions depend on besides log and policies.</param>
    /// <param name="readFile">Reads the text of a recorded session by its path as it stands in the sheet; null where there is no such file or none may be read.</param>
    public static SheetTestReport Run(CompiledSheet sheet, DeciderRules rules, Func<string, string?> readFile)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(readFile);
        var faults = new List<SheetFault>();
        var runs = Read(sheet, faults).Select(test => Run(test, sheet, rules, readFile)).ToList();
        return new SheetTestReport(rules.Identify(sheet.Name, sheet.SheetHash), [.. runs.Select(run => run.Result)], faults, Coverage(sheet, runs));
    }

    /// <summary>Everything that is wrong with a sheet's tests as they are written, in order of place; none of them is played.</summary>
    /// <param name="sheet">The sheet.</param>
    public static IReadOnlyList<SheetFault> Check(CompiledSheet sheet)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        var faults = new List<SheetFault>();
        var tests = Read(sheet, faults);
        return [.. faults.Concat(tests.SelectMany(test => test.Faults)).OrderBy(fault => fault.Line).ThenBy(fault => fault.Column)];
    }

    /// <summary>The made-up sessions of a sheet's tests as logs, without the verdicts that rest on what a run decides; tests with faults and recorded sessions are left out.</summary>
    /// <param name="sheet">The sheet.</param>
    /// <param name="rules">What decisions depend on besides log and policies.</param>
    public static IReadOnlyList<IReadOnlyList<RecordedSignal>> Sessions(CompiledSheet sheet, DeciderRules rules)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        ArgumentNullException.ThrowIfNull(rules);
        return
        [
            .. from test in Read(sheet, [])
               where test.Faults.Count == 0 && test.Script is not null
               let signals = test.Script!.Play(rules.Belief.Manifest.Model).Steps.Select(step => step.Signal).OfType<SignalRecord>()
               select (IReadOnlyList<RecordedSignal>)[.. signals.Select((signal, offset) => new RecordedSignal(signal, new RecordRef(TopicNames.Signals, 0, offset)))],
        ];
    }

    private static IReadOnlyList<SheetTest> Read(CompiledSheet sheet, List<SheetFault> faults) =>
        SheetTest.ReadAll(sheet.Tests, Rungs(sheet).ToHashSet(StringComparer.Ordinal), faults);

    private static IEnumerable<string> Rungs(CompiledSheet sheet) => sheet.Variants.SelectMany(variant => variant.Ladder).Select(rung => rung.Name).Distinct();

    private static TestRun Run(SheetTest test, CompiledSheet sheet, DeciderRules rules, Func<string, string?> readFile)
    {
        var faults = new List<SheetFault>(test.Faults);
        var run = new SessionRun(sheet, rules);
        var trace = faults.Count > 0 ? null : test.Script is { } script ? Play(script, run, rules, faults) : Play(test.Recorded!, run, readFile, faults);
        faults.AddRange(run.Faults);
        if (trace is not null)
            faults.AddRange(test.Expectations.Select(expectation => Judge(expectation, trace)).OfType<SheetFault>());
        return new TestRun(test, trace, new SheetTestResult(test.Name, test.Place.Line, faults, trace?.Lines() ?? []));
    }

    private static SessionTrace? Play(SessionScript script, SessionRun run, DeciderRules rules, List<SheetFault> faults)
    {
        var stage = script.Play(rules.Belief.Manifest.Model);
        faults.AddRange(stage.Faults);
        return stage.Faults.Count > 0 ? null : run.Play(stage.Steps);
    }

    private static SessionTrace? Play(SheetScalar recorded, SessionRun run, Func<string, string?> readFile, List<SheetFault> faults)
    {
        var text = readFile(recorded.Text);
        if (text is null || text.Length > MaxRecordedLength)
        {
            faults.Add(new SheetFault(recorded.Line, recorded.Column, text is null ? $"there is no recorded session '{recorded.Text}' beside the sheet" : "the recorded session is too long"));
            return null;
        }

        try
        {
            var signals = RecordedSession.Read(text);
            if (signals.Where(entry => entry.Signal.LiveId != SignalRecord.EveryLive).Select(entry => entry.Signal.LiveId).Distinct().Count() == 1)
                return run.Play(signals);
            faults.Add(new SheetFault(recorded.Line, recorded.Column, $"'{recorded.Text}' must hold one live"));
        }
        catch (FormatException e)
        {
            faults.Add(new SheetFault(recorded.Line, recorded.Column, $"'{recorded.Text}', {e.Message}"));
        }

        return null;
    }

    private static SheetFault? Judge(Expectation expectation, SessionTrace trace) =>
        expectation.Check(trace) is { } wrong ? new SheetFault(expectation.Place.Line, expectation.Place.Column, wrong) : null;

    private static SheetCoverage Coverage(CompiledSheet sheet, IReadOnlyList<TestRun> runs)
    {
        var passed = runs.Where(run => run.Result.Passed && run.Trace is not null).ToList();
        var reached = passed.SelectMany(run => run.Trace!.Decisions).Where(decision => decision.Effect != DecisionEffect.Exempt).Select(decision => decision.Rung).ToHashSet(StringComparer.Ordinal);
        var variants = passed.Select(run => sheet.For(run.Trace!.Country)?.Name).ToHashSet();
        return new SheetCoverage(
            Rungs(sheet).ToDictionary(rung => rung, reached.Contains, StringComparer.Ordinal),
            sheet.Variants.All(variant => variant.Needs.Count == 0) || passed.Exists(run => run.Test.Expectations.Any(expectation => expectation.CoversUnknown)),
            sheet.Variants.Where(variant => variant.Name is not null).ToDictionary(variant => variant.Name!, variant => variants.Contains(variant.Name), StringComparer.Ordinal));
    }

    private sealed record TestRun(SheetTest Test, SessionTrace? Trace, SheetTestResult Result);
}
