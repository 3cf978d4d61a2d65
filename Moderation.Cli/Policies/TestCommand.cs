using System.CommandLine;
using Moderation.Cli.Host;
using Moderation.Core.Decisions;
using Moderation.Core.Policies.Sessions;

namespace Moderation.Cli.Policies;

/// <summary><c>moderation policy test</c>: plays the tests that sheets carry. Exit code 1 where one fails.</summary>
internal static class TestCommand
{
    public static Command Create()
    {
        var (files, json) = (PolicyArguments.Sheets(), PolicyArguments.Json());
        var verbose = new Option<bool>("--verbose") { Description = "Print what every session led to." };
        var covered = new Option<bool>("--covered") { Description = "Fail where a rung, a variant or the unknown path is in no passing test, as promotion does." };
        var command = new Command("test", "Plays the tests that sheets carry. Exit code 1 when one fails.") { files, verbose, covered, json };
        command.SetAction(parsed =>
        {
            var sheets = SheetFile.ReadAll(parsed.GetValue(files) ?? [], ModerationHome.Find);
            return Run(sheets, PolicyRules.Load(ModerationHome.Find()), parsed.GetValue(verbose), parsed.GetValue(covered), parsed.GetValue(json), parsed.InvocationConfiguration.Output);
        });
        return command;
    }

    internal static int Run(IReadOnlyList<SheetFile> sheets, DeciderRules rules, bool verbose, bool covered, bool json, TextWriter output)
    {
        var reports = sheets.Select(file => (File: file, Report: file.Sheet is { } sheet ? SheetTester.Run(sheet, rules, file.ReadBeside) : null)).ToList();
        if (json)
            output.WriteJson(reports.Select(sheet => ToJson(sheet.File, sheet.Report)));
        else
            Print(reports, verbose, output);
        return reports.TrueForAll(sheet => sheet.Report is { Passed: true } report && (!covered || report.Coverage.IsFull)) ? 0 : 1;
    }

    private static object ToJson(SheetFile file, SheetTestReport? report) => new
    {
        File = file.Path,
        Policy = file.Sheet?.Name,
        file.Sheet?.SheetHash,
        PolicyHash = report?.Policy.Hash,
        Passed = report?.Passed ?? false,
        Faults = report?.Faults ?? file.Faults,
        Tests = report?.Tests,
        Coverage = report?.Coverage,
    };

    private static void Print(List<(SheetFile File, SheetTestReport? Report)> reports, bool verbose, TextWriter output)
    {
        var table = PolicyOutput.Table("sheet", "test", "result", "rungs", "unknown", "variants");
        foreach (var (file, report) in reports)
        {
            if (report is null)
            {
                table.Row(file.Path, "", "does not compile", "", "", "");
                continue;
            }

            var coverage = report.Coverage;
            table.Row(
                report.Policy.Name, $"{report.Tests.Count} tests", report.Passed ? "passed" : report.Tests.Count == 0 ? "no tests" : "failed",
                Share(coverage.Rungs), coverage.Unknown ? "covered" : "not covered", Share(coverage.Variants));
            foreach (var test in report.Tests)
                table.Row("", test.Name, test.Passed ? "passed" : "failed", "", "", "");
        }

        output.WriteTable(table);
        foreach (var (file, report) in reports)
        {
            foreach (var fault in (report?.Faults ?? file.Faults).Concat(report?.Tests.SelectMany(test => test.Failures) ?? []))
                output.WriteLine($"{file.Path}:{fault}");
            foreach (var test in report?.Tests.Where(test => verbose || !test.Passed) ?? [])
            {
                output.WriteLine($"  {test.Name}:{(test.Happened.Count == 0 ? " nothing was decided" : "")}");
                foreach (var line in test.Happened)
                    output.WriteLine($"    {line}");
            }

            foreach (var gap in report?.Coverage.Gaps ?? [])
                output.WriteLine($"{file.Path}: {gap}");
        }
    }

    private static string Share(IReadOnlyDictionary<string, bool> parts) => parts.Count == 0 ? "-" : $"{parts.Values.Count(reached => reached)} of {parts.Count}";
}
