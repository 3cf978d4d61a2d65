using System.Net;
using System.Net.Sockets;
using Moderation.Cli.Host;

namespace Moderation.Tests.Unit.Hosting;

public sealed class PortOwnerTests
{
    private const int Looks = 200;

    [Fact]
    public async Task A_busy_process_is_named_as_the_owner_of_its_port_while_it_opens_and_closes_files()
    {
        // Files are looked at in the order of their numbers: those that come and go must come before the port's.
        var low = Open();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        low.ForEach(file => file.Dispose());
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using var enough = new CancellationTokenSource();
        var churn = Task.Run(() => OpenAndClose(enough.Token), CancellationToken.None);

        var owners = Enumerable.Range(0, Looks).Select(_ => PortOwner.Describe(port)).Distinct().ToList();

        await enough.CancelAsync();
        await churn;
        Assert.Contains($"process {Environment.ProcessId} ", Assert.Single(owners), StringComparison.Ordinal);
    }

    private static void OpenAndClose(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
            Open().ForEach(file => file.Dispose());
    }

    private static List<FileStream> Open() => [.. Enumerable.Range(0, 64).Select(_ => File.OpenRead("/proc/self/stat"))];
}
