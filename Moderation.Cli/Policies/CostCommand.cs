using System.CommandLine;
using System.Globalization;
using Moderation.Cli.Host;

namespace Moderation.Cli.Policies;

/// <summary><c>moderation policy cost</c>: size and time of every condition, and the memory of a subject.</summary>
internal static class CostCommand
{
    public static Command Create()
    {
        var (files, json) = (PolicyArguments.Sheets(), PolicyArguments.Json());
        var command = new Command("cost", "What sheets cost: nodes and facts of every condition, measured time of an evaluation, memory of a subject.") { files, json };
        command.SetAction(parsed =>
        {
            var rules = PolicyRules.Load(ModerationHome.Find());
            var sheets = SheetFile.ReadAll(parsed.GetValue(files) ?? [], ModerationHome.Find)
                .Select(file => (File: file, Sheet: file.Sheet ?? throw new ToolException($"{file.Path} does not compile: `moderation policy lint {file.Path}` says why")))
                .Select(file => (file.File.Path, file.Sheet.Name, Conditions: ConditionTimes.Of(file.Sheet), Memory: SubjectMemory.Measure(file.Sheet, rules)))
                .ToList();
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                output.WriteJson(sheets.Select(sheet => new { File = sheet.Path, Policy = sheet.Name, sheet.Conditions, BytesPerSubject = sheet.Memory }));
                return;
            }

            var table = PolicyOutput.Table("sheet", "condition", "nodes", "facts", "ns", "text");
            foreach (var (_, name, conditions, memory) in sheets)
            {
                table.Row(name, $"{conditions.Count} conditions, {memory} bytes a subject on its ladder", Number(conditions.Sum(c => c.Nodes)), Number(conditions.Sum(c => c.Facts)), Number(conditions.Sum(c => c.Nanoseconds)), "");
                foreach (var condition in conditions)
                    table.Row("", condition.Where, Number(condition.Nodes), Number(condition.Facts), Number(condition.Nanoseconds), condition.Text);
            }

            output.WriteTable(table);
        });
        return command;
    }

    private static string Number(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
