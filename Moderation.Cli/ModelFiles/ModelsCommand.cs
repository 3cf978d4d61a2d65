using System.CommandLine;
using Moderation.Cli.Host;
using Moderation.Models.Manifests;
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
        var command = new Command("verify", "Checks each model's hash, and its answers to the golden pictures or that it loads.") { names };
        command.SetAction((parsed, cancellation) =>
            ModelVerification.RunAsync(ModerationHome.Find().Models, parsed.GetRequiredValue(names), Console.WriteLine, cancellation));
        return command;
    }

    private static Command CreateList()
    {
        var command = new Command("list", "Shows the models, their origin and whether their files are there.");
        command.SetAction(async (_, cancellation) =>
        {
            var catalogue = ModelCatalogue.Read(ModerationHome.Find().Models, []);
            foreach (var folder in catalogue.Fetched)
            {
                var manifest = folder.Manifest;
                Tell(manifest.Name, await folder.StateAsync(cancellation), manifest.Task, $"npm:{manifest.Source.Package}@{manifest.Source.Version}", manifest.Licence, manifest.Summary);
            }

            foreach (var model in catalogue.Shipped)
                Tell(model.Manifest.Name, await model.StateAsync(cancellation), "text", "part of the repository", model.Manifest.Licence, model.Manifest.Summary);
        });
        return command;
    }

    private static void Tell(string name, ModelFileState state, string task, string origin, ModelLicence licence, string summary)
    {
        Console.WriteLine($"{name,-16} {state.ToString().ToLowerInvariant(),-8} {task,-15} {origin} ({licence.Spdx})");
        Console.WriteLine($"{"",-16} {summary}");
    }

    private static Argument<string[]> Names() => new("name") { Arity = ArgumentArity.ZeroOrMore, DefaultValueFactory = _ => [], Description = "Models by name; all when none is given." };
}
