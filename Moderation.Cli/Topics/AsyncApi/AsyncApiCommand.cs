using System.CommandLine;
using Moderation.Cli.Host;

namespace Moderation.Cli.Topics.AsyncApi;

/// <summary><c>moderation topics asyncapi</c>: writes the published description of the topics.</summary>
internal static class AsyncApiCommand
{
    public static Command Create()
    {
        var output = new Option<string?>("--out") { Description = "File to write; docs/asyncapi.yaml when not given." };
        var command = new Command("asyncapi", "Writes the AsyncAPI document of all topics.") { output };
        command.SetAction(parsed =>
        {
            var home = ModerationHome.Find();
            var path = parsed.GetValue(output) ?? Path.Combine(home.Root, "docs", "asyncapi.yaml");
            File.WriteAllText(path, YamlText.Write(new AsyncApiDocument().Make(TopicsFile.Load(home.TopicsFile))));
            Console.WriteLine($"written: {path}");
        });
        return command;
    }
}
