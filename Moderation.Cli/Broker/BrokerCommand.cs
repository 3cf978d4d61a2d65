using System.CommandLine;
using System.Net.Sockets;
using Moderation.Cli.Host;
using Moderation.Cli.Topics;

namespace Moderation.Cli.Broker;

/// <summary><c>moderation broker</c>: the embedded broker alone, in the foreground.</summary>
internal static class BrokerCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port to listen on, 0 for any.", DefaultValueFactory = _ => EmbeddedBroker.DefaultPort };
        var command = new Command("broker", $"Runs the embedded broker alone: {EmbeddedBroker.Limits}.") { port };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(port), ct));
        return command;
    }

    private static async Task<int> RunAsync(int port, CancellationToken ct)
    {
        var topics = TopicsFile.Load(ModerationHome.Find().TopicsFile);
        try
        {
            await using var broker = EmbeddedBroker.Start(port, topics);
            Console.WriteLine($"broker: {broker.BootstrapServers}, {topics.Count} topics; {EmbeddedBroker.Limits}");
            await Task.Delay(Timeout.Infinite, ct).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            return 0;
        }
        catch (SocketException e)
        {
            throw new ToolException($"port {port} is taken by {PortOwner.Describe(port)}", e);
        }
    }
}
