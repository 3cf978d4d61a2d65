using System.CommandLine;
using Moderation.Cli.Host;
using Spectre.Console;

namespace Moderation.Cli.ModelFiles;

/// <summary><c>moderation models fetch | verify | list</c>.</summary>
internal static class ModelsCommand
{
    public static Command Create() => new("models", "The models' files: where they come from and whether they are what they should be.")
    {
        CreateFetch(),
        CreateVerify(),
        CreateList(),
    };

    private static Command CreateFetch()
    {
        var names = Names();
        var force = new Option<bool>("--force") { Description = "Fetch and convert again what is already there." };
        var command = new Command("fetch", "Gets the models from their npm package, converts them and compares them with the original's answers.") { names, force };
        command.SetAction((parsed, cancellation) => FetchProgress.ShowAsync(AnsiConsole.Console, progress => new ModelFetch(ModerationHome.Find(), new NpmPackage(), progress)
            .RunAsync(parsed.GetRequiredValue(names), parsed.GetValue(force), cancellation)));
        return command;
    }

    private static Command CreateVerify()
    {
        var names = Names();
        var command = new Command("verify", "Checks each model's hash and its answers to the golden pictures.") { names };
        command.SetAction((parsed, cancellation) =>
            ModelVerification.RunAsync(ModerationHome.Find().Models, parsed.GetRequiredValue(names), Console.WriteLine, cancellation));
        return command;
    }

    private static Command CreateList()
    {
        var command = new Command("list", "Shows the models, their origin and whether their files are there.");
        command.SetAction(async (_, cancellation) =>
        {
            foreach (var folder in ModelFolder.Read(ModerationHome.Find().Models, []))
            {
                var (manifest, state) = (folder.Manifest, await folder.StateAsync(cancellation));
                Console.WriteLine($"{manifest.Name,-16} {state.ToString().ToLowerInvariant(),-8} {manifest.Task,-15} npm:{manifest.Source.Package}@{manifest.Source.Version} ({manifest.Licence.Spdx})");
                Console.WriteLine($"{"",-16} {manifest.Summary}");
            }
        });
        return command;
    }

    private static Argument<string[]> Names() => new("name") { Arity = ArgumentArity.ZeroOrMore, DefaultValueFactory = _ => [], Description = "Models by name; all when none is given." };
}
