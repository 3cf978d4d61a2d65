using System.CommandLine;
using Moderation.Core.PolicyReports.Statements;

namespace Moderation.Cli.PolicyReports.Statements;

/// <summary><c>moderation statements check</c>: says of a file of statements everything that the transparency database would refuse, without asking it.</summary>
internal static class StatementCheckCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "An export (.zip or .ndjson), a batch, a list, or a single statement, whoever wrote it." };
        var command = new Command("check", "Checks statements offline by the rules of the transparency database. Exit code 1 when any has a fault.") { file };
        command.SetAction(async (parsed, stop) =>
        {
            var statements = await StatementFile.ReadAsync(parsed.GetRequiredValue(file), stop);
            var output = parsed.InvocationConfiguration.Output;
            var faulty = 0;
            var seen = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var placed in statements)
            {
                var faults = StatementCheck.Check(placed.Statement).Concat(Together(placed, seen)).ToList();
                faulty += faults.Count > 0 ? 1 : 0;
                foreach (var fault in faults)
                    output.WriteLine($"{placed.Place}: {fault.Field}: {fault.Says}");
            }

            output.WriteLine($"{statements.Count} statements, {faulty} with faults");
            return faulty == 0 && statements.Count > 0 ? 0 : 1;
        });
        return command;
    }

    /// <summary>What is wrong with a statement only beside the others.</summary>
    private static IEnumerable<StatementFault> Together(PlacedStatement placed, Dictionary<string, string> seen)
    {
        if (placed.BatchSize > StatementOfReasons.MostInBatch)
            yield return new StatementFault("statements", $"the batch has {placed.BatchSize}; {StatementOfReasons.MostInBatch} are the most");
        if (placed.Statement.ValueKind != System.Text.Json.JsonValueKind.Object || !placed.Statement.TryGetProperty("puid", out var puid))
            yield break;
        if (!seen.TryAdd(puid.ToString(), placed.Place))
            yield return new StatementFault("puid", $"'{puid}' is that of {seen[puid.ToString()]} too");
    }
}
