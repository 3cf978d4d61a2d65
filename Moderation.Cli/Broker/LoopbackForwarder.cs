using System.Net;
using System.Net.Sockets;

namespace Moderation.Cli.Broker;

/// <summary>Carries every connection on one loopback port to another, byte for byte.</summary>
internal sealed class LoopbackForwarder : IAsyncDisposable
{
    private const int BufferByteCount = 64 * 1024;

    private readonly TcpListener _listener;
    private readonly IPEndPoint _target;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _connections = [];

    /// <exception cref="SocketException">The port is taken.</exception>
    public LoopbackForwarder(int port, int targetPort)
    {
        _target = new IPEndPoint(IPAddress.Loopback, targetPort);
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>The port that it listens on; chosen by the system when 0 was asked for.</summary>
    public int Port { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        Task[] open;
        lock (_gate)
            open = [.. _connections];
        await Task.WhenAll(open);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptSocketAsync(_stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // the caller hung up before it was answered
                continue;
            }

            var connection = ForwardAsync(client);
            lock (_gate)
                _connections.Add(connection);
            _ = connection.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private void Forget(Task connection)
    {
        lock (_gate)
            _connections.Remove(connection);
    }

    private async Task ForwardAsync(Socket client)
    {
        using var near = client;
        using var far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        near.NoDelay = true;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        try
        {
            await far.ConnectAsync(_target, stop.Token);
            // Kafka's protocol has no half-open connections: when one side is done, so is the other
            await Task.WhenAny(PumpAsync(near, far, stop.Token), PumpAsync(far, near, stop.Token));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // the client sees its connection close, as with any broker that is gone
        }

        await stop.CancelAsync();
    }

    private static async Task PumpAsync(Socket from, Socket to, CancellationToken ct)
    {
        var buffer = new byte[BufferByteCount];
        try
        {
            while (await from.ReceiveAsync(buffer, SocketFlags.None, ct) is var count and > 0)
            {
                var rest = buffer.AsMemory(0, count);
                while (rest.Length > 0)
                    rest = rest[await to.SendAsync(rest, SocketFlags.None, ct)..];
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // either side is gone
        }
    }
}
