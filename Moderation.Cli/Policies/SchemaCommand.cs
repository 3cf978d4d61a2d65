using System.CommandLine;
using Moderation.Cli.Host;
using Moderation.Core.Policies;

namespace Moderation.Cli.Policies;

/// <summary><c>moderation policy schema</c>: writes the JSON Schema that editors check sheets with while they are written.</summary>
internal static class SchemaCommand
{
    public static Command Create()
    {
        var to = new Option<string?>("--to") { Description = "File to write; policies/schema.json when not given, - for the terminal." };
        var command = new Command("schema", "Writes the JSON Schema of sheets, which editors complete and check them by.") { to };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(to) ?? Path.Combine(ModerationHome.Find().Root, "policies", "schema.json");
            var output = parsed.InvocationConfiguration.Output;
            if (path == "-")
            {
                output.Write(SheetSchema.Write());
                return;
            }

            File.WriteAllText(path, SheetSchema.Write());
            output.WriteLine($"{path} is written");
        });
        return command;
    }
}
