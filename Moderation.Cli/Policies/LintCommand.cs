using System.CommandLine;
using Moderation.Cli.Host;

namespace Moderation.Cli.Policies;

/// <summary><c>moderation policy lint</c>: everything that is wrong with sheets, each fault at its line and column. Exit code 1 where there is any.</summary>
internal static class LintCommand
{
    public static Command Create()
    {
        var (files, json) = (PolicyArguments.Sheets(), PolicyArguments.Json());
        var command = new Command("lint", "Compiles sheets and reads their tests. Exit code 1 when anything is wrong.") { files, json };
        command.SetAction(parsed => Run(SheetFile.ReadAll(parsed.GetValue(files) ?? [], ModerationHome.Find), parsed.GetValue(json), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(IReadOnlyList<SheetFile> sheets, bool json, TextWriter output)
    {
        var found = sheets.Select(file => (File: file, Faults: file.Faults.Select(fault => new { fault.Line, fault.Column, Text = fault.Says }).Concat(Misnamed(file) is { } text ? [new { Line = 1, Column = 1, Text = text }] : []).ToList())).ToList();
        if (json)
        {
            output.WriteJson(found.Select(sheet => new { File = sheet.File.Path, Policy = sheet.File.Sheet?.Name, sheet.File.Sheet?.SheetHash, sheet.Faults }));
        }
        else
        {
            foreach (var (file, faults) in found)
            {
                foreach (var fault in faults)
                    output.WriteLine($"{file.Path}:{fault.Line}:{fault.Column}: {fault.Text}");
                if (faults.Count == 0)
                    output.WriteLine($"{file.Path}: {file.Sheet!.Name} {file.Sheet.SheetHash}, nothing wrong");
            }
        }

        return found.TrueForAll(sheet => sheet.Faults.Count == 0) ? 0 : 1;
    }

    // whoever looks for a policy looks for its file
    private static string? Misnamed(SheetFile file) =>
        file.Sheet is { } sheet && Path.GetFileNameWithoutExtension(file.Path) != sheet.Name ? $"the policy is called {sheet.Name}, so its file should be {sheet.Name}{Path.GetExtension(file.Path)}" : null;
}
