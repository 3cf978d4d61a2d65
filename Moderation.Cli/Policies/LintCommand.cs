using System.CommandLine;
using Moderation.Cli.Host;
using Moderation.Core.Policies;

namespace Moderation.Cli.Policies;

/// <summary><c>moderation policy lint</c>: everything that is wrong with sheets, each fault at its line and column, and what is suspicious. Exit code 1 where anything is wrong.</summary>
internal static class LintCommand
{
    private const long LivesAnHour = 100_000;

    public static Command Create()
    {
        var (files, json) = (PolicyArguments.Sheets(), PolicyArguments.Json());
        var strict = new Option<bool>("--strict") { Description = "Count warnings as wrong." };
        var lives = new Option<long>("--lives") { Description = "Lives that run in an hour, for what a sheet could touch at most.", DefaultValueFactory = _ => LivesAnHour };
        lives.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<long>() < 1)
                result.AddError("--lives must be at least 1");
        });
        var command = new Command("lint", "Compiles sheets, reads their tests, and says what is wrong or suspicious. Exit code 1 when anything is wrong.") { files, strict, lives, json };
        command.SetAction(parsed =>
        {
            var sheets = SheetFile.ReadAll(parsed.GetValue(files) ?? [], ModerationHome.Find).Select(file => new Found(file, parsed.GetValue(lives))).ToList();
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
                output.WriteJson(sheets.Select(sheet => sheet.ToJson()));
            else
                sheets.ForEach(sheet => sheet.Print(output));
            return sheets.TrueForAll(sheet => sheet.Faults.Count == 0 && (sheet.Warnings.Count == 0 || !parsed.GetValue(strict))) ? 0 : 1;
        });
        return command;
    }

    private sealed class Found(SheetFile file, long lives)
    {
        private readonly BlastRadius? _reach = file.Sheet is { } sheet ? SheetLint.BlastRadius(sheet, lives) : null;

        public IReadOnlyList<SheetFault> Faults { get; } = [.. file.Faults, .. Misnamed(file)];

        public IReadOnlyList<SheetWarning> Warnings { get; } = file.Sheet is { } sheet ? SheetLint.Check(sheet) : [];

        public object ToJson() => new
        {
            File = file.Path, Policy = file.Sheet?.Name, file.Sheet?.SheetHash, Faults = Faults.Select(fault => new { fault.Line, fault.Column, Text = fault.Says }),
            Warnings = Warnings.Select(warning => new { warning.Line, Text = warning.Says }), Reach = _reach,
        };

        public void Print(TextWriter output)
        {
            foreach (var fault in Faults)
                output.WriteLine($"{file.Path}:{fault}");
            foreach (var warning in Warnings)
                output.WriteLine($"{file.Path}:{(warning.Line is { } line ? $"{line}:" : "")} warning: {warning.Says}");
            if (file.Sheet is { } sheet && Faults.Count == 0)
                output.WriteLine($"{file.Path}: {sheet.Name} {sheet.SheetHash}, {(Warnings.Count == 0 ? "nothing wrong" : $"{Warnings.Count} warnings")}; {Reach(_reach!, lives)}");
        }

        private static string Reach(BlastRadius reach, long lives) => reach switch
        {
            { LivesPerHour: 0, OrdersPerMinute: null, WithoutPeople: false } => "orders nothing",
            { OrdersPerMinute: { } orders } => FormattableString.Invariant($"at most {reach.LivesPerHour} of {lives} lives an hour and {orders} orders a minute{(reach.WithoutPeople ? "" : ", all by people's word")}"),
            _ => FormattableString.Invariant($"at most {reach.LivesPerHour} of {lives} lives an hour{(reach.WithoutPeople ? "" : ", all by people's word")}"),
        };

        // whoever looks for a policy looks for its file
        private static IEnumerable<SheetFault> Misnamed(SheetFile file) =>
            file.Sheet is { } sheet && Path.GetFileNameWithoutExtension(file.Path) != sheet.Name
                ? [new SheetFault(1, 1, $"the policy is called {sheet.Name}, so its file should be {sheet.Name}{Path.GetExtension(file.Path)}")]
                : [];
    }
}
