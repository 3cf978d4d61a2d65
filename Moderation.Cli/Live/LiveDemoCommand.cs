using System.CommandLine;
using Moderation.Cli.Demo;
using Moderation.Cli.Host;
using Spectre.Console;

namespace Moderation.Cli.Live;

/// <summary><c>moderation live-demo</c>: real streams over RTMP, and an order that closes a connection.</summary>
internal static class LiveDemoCommand
{
    public static Command Create()
    {
        var length = DemoCommand.ForOption();
        var json = new Option<bool>("--json") { Description = "Print the summary as one line of JSON at the end" };
        var command = new Command("live-demo", "Start everything on this machine, publish real RTMP streams to it, and cut the one whose host looks like a child.") { length, json };
        command.SetAction((parsed, stop) =>
            new LiveDemoRun(new LiveDemoOptions(parsed.GetValue(length), parsed.GetValue(json)), ModerationHome.Find(), AnsiConsole.Console, TimeProvider.System).RunAsync(stop));
        return command;
    }
}
