using Microsoft.Extensions.Options;
using Moderation.Core.Policies;
using Moderation.Core.Policies.Sessions;

namespace Moderation.Api.Policies;

/// <summary>Plays a sheet's tests with the decider itself, by the calibration and the settings that the Worker decides by.</summary>
internal sealed class SessionSheetTester(DeciderRulesReader reader, IOptions<PolicyOptions> options) : ISheetTester
{
    public SheetTestResponse Test(string yaml)
    {
        var sheet = SheetCompiler.FromYaml(yaml);
        if (reader.ReadWithoutModels() is not { } rules)
        {
            var fault = new SheetFaultResponse(1, 1, $"the tests cannot be played here: there is no calibration at {options.Value.Calibration} (Policies:Calibration)");
            return new SheetTestResponse { Passed = false, CoversAll = false, Gaps = [], Faults = [fault], Tests = [] };
        }

        // Recorded sessions lie beside the sheets of whoever wrote them, not on this machine.
        var report = SheetTester.Run(sheet, rules, _ => null);
        return new SheetTestResponse
        {
            Passed = report.Passed,
            CoversAll = report.Coverage.IsFull,
            Gaps = report.Coverage.Gaps,
            Faults = PolicyProblems.Places(report.Faults),
            Tests = [.. report.Tests.Select(test => new SheetTestCaseResponse(
                test.Name, test.Line, test.Passed, PolicyProblems.Places(test.Failures), test.Happened))],
        };
    }
}
